using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Systemd;

// The files of a Debian release, as tests/tools/make-debian-tree.sh makes them; Suite is its name there.
public sealed record DebianTree(string Suite)
{
    // The first run makes it from some hundred packages.
    private static readonly TimeSpan LongestMaking = TimeSpan.FromMinutes(15);

    public static DebianTree Bookworm { get; } = new("bookworm");

    public static DebianTree Trixie { get; } = new("trixie")
    {
        Stores = ["/var/lib/containers", "/var/lib/docker"],
        Options = ["--system-call-filter=@keyring bpf"],
    };

    // Folders that need a disk of the host, because overlays of the engines cannot be on the overlay of the booted
    // system.
    public IReadOnlyList<string> Stores { get; private init; } = [];

    // System calls that containers need and systemd-nspawn denies by default.
    public IReadOnlyList<string> Options { get; private init; } = [];

    // The tree that tests/run.sh made, or that of the script: of concurrent callers one makes it and the others wait.
    public async Task<string> PathAsync()
    {
        var variable = "LABELHOOK_" + Suite.ToUpperInvariant();
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } made)
        {
            RealPart.Require(
                $"the folder {made} of {variable}",
                Directory.Exists(made),
                $"{variable}=$(tests/tools/make-debian-tree.sh {Suite})");
            return made;
        }

        RealPart.RequireProgram("debootstrap", "debootstrap");
        var script = new Command(Repository.At("tests/tools/make-debian-tree.sh")) { Limit = LongestMaking };
        var result = await script
            .With("HOME", Environment.GetEnvironmentVariable("HOME") ?? "/root")
            .With("XDG_CACHE_HOME", Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? "")
            .RunAsync(Suite);
        RealPart.Require(
            $"the tree {Suite}",
            result.ExitCode == 0,
            $"tests/tools/make-debian-tree.sh {Suite}, which says: {result.Errors}");
        return result.Output.Trim();
    }
}
