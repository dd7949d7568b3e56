using LabelHook.Acceptance.Ports;

namespace LabelHook.Acceptance.Nodes;

// What `install --json` prints.
public sealed record InstallReport(
    string Module,
    string Image,
    string ImageId,
    bool Changed,
    IReadOnlyList<PortBlock> Tcp,
    IReadOnlyList<PortBlock> Udp,
    IReadOnlyList<Authorization> Authorizations,
    string EnvironmentFile,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Warnings)
{
    // Checks that the demand is met and that the variables are exactly those of the demand.
    public InstallReport Has(int tcp, int udp)
    {
        Assert.Equal(tcp, Tcp.Sum(block => block.Count));
        Assert.Equal(udp, Udp.Sum(block => block.Count));
        Assert.Equal(
            [
                .. PortBlock.Variables("TCP", Tcp.SingleOrDefault()),
                .. PortBlock.Variables("UDP", Udp.SingleOrDefault()),
            ],
            Lines,
            StringComparer.Ordinal);
        Assert.Equal(
            Lines,
            File.Exists(EnvironmentFile) ? File.ReadAllLines(EnvironmentFile).Order(StringComparer.Ordinal) : [],
            StringComparer.Ordinal);
        return this;
    }

    public IEnumerable<string> Lines =>
        Variables.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal);
}
