using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Packages;

// A booted Debian in which dpkg finds the package and the one of the version before.
public sealed class PackagedHost : IAsyncDisposable
{
    public const string Package = "/srv/labelhook.deb";

    public const string Before = "/srv/before.deb";

    public const string Configuration = "/etc/labelhook/labelhook.yaml";

    private const string Path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

    private PackagedHost(BootedSystem system) => System = system;

    public BootedSystem System { get; }

    public static async Task<PackagedHost> StartAsync(
        BuiltPackages packages, DebianTree tree, params (string Host, string Inside)[] files) => new(
        await BootedSystem.StartAsync(
            tree, [(await packages.FileAsync("*.deb"), Package), (await packages.DebBefore, Before), .. files]));

    public Task<CommandResult> DpkgAsync(params string[] arguments) =>
        System.RunAsync(["env", Path, "dpkg", .. arguments]);

    // Kills dpkg when it is about to rename a file for this time, from 1; 0: lets it live. Gives the targets of the
    // renames, too.
    public async Task<(CommandResult Result, IReadOnlyList<string> Renamed)> KillDpkgAsync(
        int rename, params string[] arguments)
    {
        RealPart.RequireProgram("strace", "strace");
        await using var folder = new TemporaryFolder();
        string[] kill = rename == 0 ? [] : ["-e", $"inject=/^rename:signal=KILL:when={rename}"];
        string[] strace =
        [
            RealPart.Find("strace")!, "-f", "-qqq", "-e", "trace=/^rename", "-e", "signal=none", .. kill, "-o",
            folder["trace"],
        ];

        var result = await System.RunUnderAsync(strace, ["env", Path, "dpkg", .. arguments]);

        var trace = await File.ReadAllLinesAsync(folder["trace"], TestContext.Current.CancellationToken);
        return (
            result,
            [.. trace.Select(line => line.Split('"')).Where(parts => parts.Length > 3).Select(parts => parts[3])]);
    }

    public async Task<string> ShellAsync(string script) =>
        (await System.OutputAsync("env", Path, "sh", "-euc", script)).Trim();

    public Task<string> StateAsync() => ShellAsync("dpkg-query --show --showformat '${Status} ${Version}' labelhook");

    public Task<string> WatchingProcessAsync() =>
        ShellAsync("systemctl show --property MainPID --value labelhook-watch.service");

    public ValueTask DisposeAsync() => System.DisposeAsync();
}
