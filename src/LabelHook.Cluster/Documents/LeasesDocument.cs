using LabelHook.Cluster.Leasing;

namespace LabelHook.Cluster.Documents;

internal sealed record LeasesDocument(IReadOnlyList<ListedLeaseDocument> Leases, IReadOnlyList<string> Warnings)
{
    public static LeasesDocument From(IEnumerable<ListedLease> leases, IReadOnlyList<string> warnings) =>
        new([.. leases.Select(ListedLeaseDocument.From)], warnings);
}
