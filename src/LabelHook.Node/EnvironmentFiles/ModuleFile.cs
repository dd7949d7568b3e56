
namespace LabelHook.EnvironmentFiles;

// A module's environment file as a witness of the ports that the module has.
// IsNs8s: Whether NS8's agent writes it, which LabelHook leaves alone.
// IsCallersOwn: Whether nobody but the caller and root can have written it.
// Variables: Its port variables.
internal sealed record ModuleFile(ModuleName Module, string Path, bool IsNs8s, bool IsCallersOwn, IReadOnlyDictionary<string, string> Variables)
{
    // What NS8's agent writes into each of its files, and LabelHook into none.
    private static readonly string[] Ns8Names = ["MODULE_ID", "NODE_ID"];

    public static bool IsWrittenByNs8(EnvironmentText text) => Ns8Names.All(text.Variables.ContainsKey);

    // Throws: the file cannot be read, or not every reader would find the same in it.
    public static ModuleFile Read(ModuleName module, string path)
    {
        using var environment = EnvironmentFile.OpenToRead(path);
        if (environment.Text.Refusals.FirstOrDefault() is { Reason: not null } refusal)
            throw new LabelHookException(EnvironmentProblems.EnvironmentContradiction(path, $"line {refusal.Line} {refusal.Reason}"));
        var variables = environment.Text.Variables;
        var file = new ModuleFile(
            module, path, IsWrittenByNs8(environment.Text), environment.IsCallersOwn, variables.Where(variable => PortVariables.Names.Contains(variable.Key)).ToDictionary(StringComparer.Ordinal));
        foreach (var protocol in ProtocolName.All)
        {
            if (NamedPorts.Read(file.Variables, protocol).Contradiction is { } contradiction)
                throw new LabelHookException(EnvironmentProblems.EnvironmentContradiction(path, contradiction));
        }

        return file;
    }

    // The blocks that it names, the first one first.
    public IReadOnlyList<PortRange> Blocks(Protocol protocol) => NamedPorts.Read(Variables, protocol).Blocks;

    // Returns: the one block that it names; the empty block when it names none.
    public PortRange First(Protocol protocol) => Blocks(protocol) is [var first, ..] ? first : default;
}
