using LabelHook.Images;
using LabelHook.Maps;

namespace LabelHook.Cli.Map;

// Images with the same demand, so that the same number of each fits.
// Names: Of the images, or of modules without a known image; the most numerous first. Several are without registry.
// Modules: How many are installed.
// More: How many more fit; null when they demand no ports.
internal sealed record DemandGroup(IReadOnlyList<string> Names, int Modules, int Tcp, int Udp, int? More)
{
    // The most numerous first.
    public static IReadOnlyList<DemandGroup> From(IEnumerable<Capacity> capacities) =>
    [
        .. capacities.GroupBy(capacity => (capacity.Tcp, capacity.Udp, capacity.More))
            .Select(group => new DemandGroup(
                NamesOf([.. group]), group.Sum(capacity => capacity.Modules), group.Key.Tcp, group.Key.Udp, group.Key.More))
            .OrderByDescending(group => group.Modules),
    ];

    private static IReadOnlyList<string> NamesOf(IReadOnlyList<Capacity> capacities) => capacities.Count == 1
        ? [capacities[0].Name]
        : [.. capacities.Select(capacity => ShortName(capacity.Name)).Distinct(StringComparer.Ordinal)];

    private static string ShortName(string name) =>
        ImageReference.IsName(name) ? name[(name.LastIndexOf('/') + 1)..] : name;
}
