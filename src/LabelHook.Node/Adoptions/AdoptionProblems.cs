using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using static LabelHook.Wording;

namespace LabelHook.Adoptions;

internal static class AdoptionProblems
{
    public static Problem ConflictingBlocks(AdoptedBlock block, AdoptedBlock other) => new(
        "LH3301",
        ProblemKind.Storage,
        $"{Contradiction(block, other)}; correct one of them, nothing was written",
        block.Ports.ToString());

    public static Problem AcceptedMissing(ModuleName module) => new(
        "LH3400",
        ProblemKind.EnvironmentFile,
        $"cannot accept {module}: it has no environment file that can be adopted, nothing was written",
        module.ToString());

    // most: How many ports are adopted from a file that the module's user can write to.
    public static Problem TooManyPorts(ModuleFile file, Protocol protocol, int count, int most) => NotAccepted(
        "LH3401",
        file,
        $"it lists {count} {protocol.Lower()} ports, but its user can write to it: "
            + $"at most {most} are adopted automatically");

    public static Problem PortsOutsideBand(ModuleFile file, AdoptedBlock block, PortRange band) => NotAccepted(
        "LH3402",
        file,
        $"it lists {block.Protocol.Lower()} ports {block.Ports}, which are outside the band {band}, "
            + "and its user can write to it");

    public static Problem PortsContested(ModuleFile file, Protocol protocol, PortRange ports, ModuleFile rival) =>
        NotAccepted("LH3403", file, $"it lists {protocol.Lower()} ports {ports}, and so does {rival.Path}");

    public static Problem PortsTaken(ModuleFile file, AdoptedBlock block, AdoptedBlock other) => new(
        "LH3404",
        ProblemKind.EnvironmentFile,
        $"left out {file.Module}: {Contradiction(block, other)}; correct the file, then adopt again",
        file.Module.ToString());

    public static Problem DatabaseMissing(string path) => new(
        "LH3303", ProblemKind.Storage, $"ports database {Shown(path, path.Length)} is missing or empty", path);

    private static string Contradiction(AdoptedBlock block, AdoptedBlock other) =>
        $"{block.Protocol.Lower()} ports {block.Ports} of {DatabaseProblems.Owner(block.Owner)} in {block.From} "
            + $"contradict {other.Ports} of {DatabaseProblems.Owner(other.Owner)} in {other.From}";

    private static Problem NotAccepted(string code, ModuleFile file, string reason) => new(
        code,
        ProblemKind.EnvironmentFile,
        $"left out {file.Path}: {reason}; if it is right, run 'labelhook adopt --accept {file.Module}'",
        file.Module.ToString());
}
