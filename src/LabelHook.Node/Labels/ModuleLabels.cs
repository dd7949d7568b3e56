using System.Globalization;

namespace LabelHook.Labels;

// The demand in the labels of a module's image.
// Tcp: Number of TCP ports, 0 for none.
// Udp: Number of UDP ports, 0 for none.
// Authorizations: The module's roles at other agents.
// Refused: The names of invalid labels; their values here are meaningless.
internal sealed record ModuleLabels(
    int Tcp, int Udp, IReadOnlyList<Authorization> Authorizations, IReadOnlySet<string> Refused)
{
    public const string AuthorizationsLabel = "org.nethserver.authorizations";

    public static IReadOnlyList<string> Names { get; } =
        [DemandLabel(Protocol.Tcp), DemandLabel(Protocol.Udp), AuthorizationsLabel];

    public static string DemandLabel(Protocol protocol) => $"org.nethserver.{protocol.Lower()}-ports-demand";

    // Whether an image has one of LabelHook's labels.
    public static bool AreIn(IReadOnlyDictionary<string, string> labels) =>
        Names.Any(labels.ContainsKey);

    public int Demand(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;

    // Reads the untrusted labels of an image, and reports all problems in them, not only the first.
    // band: The port band, which limits the demand.
    // problems: Empty if the result can be used.
    public static ModuleLabels Read(
        IReadOnlyDictionary<string, string> labels, PortRange band, out IReadOnlyList<Problem> problems)
    {
        var found = new List<Problem>();
        var refused = new HashSet<string>(StringComparer.Ordinal);
        var tcp = Read(DemandLabel(Protocol.Tcp), label => ReadDemand(label, labels, band, found));
        var udp = Read(DemandLabel(Protocol.Udp), label => ReadDemand(label, labels, band, found));
        var authorizations = Read(
            AuthorizationsLabel, label => Authorization.ReadAll(label, labels.GetValueOrDefault(label, ""), found));
        problems = found;
        return new ModuleLabels(tcp, udp, authorizations, refused);

        T Read<T>(string label, Func<string, T> read)
        {
            var before = found.Count;
            var result = read(label);
            if (found.Count > before)
                refused.Add(label);
            return result;
        }
    }

    private static int ReadDemand(
        string label, IReadOnlyDictionary<string, string> labels, PortRange band, List<Problem> problems)
    {
        if (!labels.TryGetValue(label, out var value))
            return 0;

        // NumberStyles.None accepts only ASCII digits, no sign and no blanks.
        var digits = value.AsSpan().Trim(" \t").TrimStart('0');
        if (digits.IsEmpty && value.Contains('0', StringComparison.Ordinal))
            return 0;
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var demand);
        if (isNumber && demand <= band.Count)
            return demand;
        problems.Add(LabelProblems.Demand(label, value, band));
        return 0;
    }
}
