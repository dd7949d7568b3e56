namespace LabelHook.EnvironmentFiles;

// The ports that a module's environment file lists.
// IsNs8s: Whether NS8's agent writes the file; LabelHook does not change it then.
// IsCallersOwn: Whether only the caller and root can have written it.
// Variables: Its port variables.
internal sealed record ModuleFile(
    ModuleName Module, string Path, bool IsNs8s, bool IsCallersOwn, IReadOnlyDictionary<string, string> Variables)
{
    // NS8's agent writes these into each of its files; LabelHook never does.
    private static readonly string[] Ns8Names = ["MODULE_ID", "NODE_ID"];

    public static bool IsWrittenByNs8(EnvironmentText text) => Ns8Names.All(text.Variables.ContainsKey);

    // Throws: the file cannot be read, or its readers would find different ports in it.
    // reader: Opens many files; null for a single file.
    public static ModuleFile Read(ModuleName module, string path, EnvironmentReader? reader = null)
    {
        using var environment = reader?.Open(path) ?? EnvironmentFile.OpenToRead(path);
        var text = environment.Text;
        if (text.FirstError is var (number, reason))
            throw new LabelHookException(EnvironmentProblems.Contradiction(path, $"line {number} {reason}"));

        var variables = text.Variables.Where(variable => PortVariables.Names.Contains(variable.Key))
            .ToDictionary(StringComparer.Ordinal);
        foreach (var protocol in ProtocolName.All)
        {
            if (NamedPorts.Read(variables, protocol).Contradiction is { } contradiction)
                throw new LabelHookException(EnvironmentProblems.Contradiction(path, contradiction));
        }

        return new ModuleFile(module, path, IsWrittenByNs8(text), environment.IsCallersOwn, variables);
    }

    // The blocks that the file lists, that of P_PORT first.
    public IReadOnlyList<PortRange> Blocks(Protocol protocol) => NamedPorts.Read(Variables, protocol).Blocks;

    // Returns: the first block that the file lists; the empty block when it lists none.
    public PortRange First(Protocol protocol) => Blocks(protocol) is [var first, ..] ? first : default;
}
