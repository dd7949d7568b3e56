namespace LabelHook.Acceptance;

// What `install --json` prints.
public sealed record InstallReport(
    string Module,
    string Image,
    string ImageId,
    bool Changed,
    PortBlock? Tcp,
    PortBlock? Udp,
    IReadOnlyList<Authorization> Authorizations,
    string EnvironmentFile,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Warnings)
{
    // The demand was met, and the variables are the ones that the demand calls for, no more and no fewer.
    public InstallReport Has(int tcp, int udp)
    {
        Assert.Equal(tcp, Tcp?.Count ?? 0);
        Assert.Equal(udp, Udp?.Count ?? 0);
        Assert.Equal([.. PortBlock.Variables("TCP", Tcp), .. PortBlock.Variables("UDP", Udp)], Lines, StringComparer.Ordinal);
        Assert.Equal(Lines, File.Exists(EnvironmentFile) ? File.ReadAllLines(EnvironmentFile).Order(StringComparer.Ordinal) : [], StringComparer.Ordinal);
        return this;
    }

    public IEnumerable<string> Lines => Variables.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal);
}
