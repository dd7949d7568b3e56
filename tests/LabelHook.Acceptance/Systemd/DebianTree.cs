using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Systemd;

// The files of a Debian release, as tests/tools/make-debian-tree.sh makes them; Suite is its name there.
public sealed record DebianTree(string Suite)
{
    // The first run of all makes it from some hundred packages.
    private static readonly TimeSpan LongestMaking = TimeSpan.FromMinutes(15);

    public static DebianTree Bookworm { get; } = new("bookworm");

    public static DebianTree Trixie { get; } = new("trixie")
    {
        Stores = ["/var/lib/containers", "/var/lib/docker"],
        Options = ["--system-call-filter=@keyring bpf"],
    };

    // Folders that need a disk of the host, because the engines' overlays cannot lie on the one that is booted.
    public IReadOnlyList<string> Stores { get; private init; } = [];

    // Of systemd-nspawn: system calls that containers need and that it refuses otherwise.
    public IReadOnlyList<string> Options { get; private init; } = [];

    // The tree that tests/run.sh had made, or the script's own: of those who call it at once, one makes it and the
    // others wait.
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
