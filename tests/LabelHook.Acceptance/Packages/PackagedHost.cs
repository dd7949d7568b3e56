using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Packages;

// A booted Debian in which dpkg finds the package and the one of the version before.
public sealed class PackagedHost : IAsyncDisposable
{
    public const string Package = "/srv/labelhook.deb";

    public const string Before = "/srv/before.deb";

    public const string Configuration = "/etc/labelhook/labelhook.yaml";

    public const string SearchPath = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

    private PackagedHost(BootedSystem system) => System = system;

    public BootedSystem System { get; }

    public static async Task<PackagedHost> StartAsync(
        BuiltPackages packages, DebianTree tree, params (string Host, string Inside)[] files)
    {
        (string, string)[] debs = [(await packages.FileAsync(BuiltPackages.Deb), Package), (await packages.DebBefore, Before)];
        return new(await BootedSystem.StartAsync(tree, [.. debs, .. files]));
    }

    public Task<CommandResult> DpkgAsync(params string[] arguments) =>
        System.RunAsync(["env", SearchPath, "dpkg", .. arguments]);

    public async Task<CommandResult> InstallAsync(string package) =>
        (await DpkgAsync("--install", package)).Succeeded();

    public async Task RemoveAsync() => (await DpkgAsync("--remove", "labelhook")).Succeeded();

    // Installs the package, and kills dpkg when it renames a file for this time; 0 lets it live.
    // Returns: the new names of the files that it renamed, too.
    public async Task<(CommandResult Result, List<string> Renamed)> InstallAndKillAsync(int rename)
    {
        RealPart.RequireProgram("strace", "strace");
        await using var folder = new TemporaryFolder();
        string[] strace = ["strace", "-f", "-qqq", "-o", folder["trace"], "-e", "signal=none", "-e", "trace=/^rename"];
        string[] kill = rename == 0 ? [] : ["-e", $"inject=/^rename:signal=KILL:when={rename}"];

        var result = await System.RunUnderAsync([.. strace, .. kill], "env", SearchPath, "dpkg", "--install", Package);

        var trace = await File.ReadAllLinesAsync(folder["trace"], TestContext.Current.CancellationToken);
        var names = trace.Select(line => line.Split('"')).Where(parts => parts.Length > 3).Select(parts => parts[3]);
        return (result, [.. names]);
    }

    public async Task<string> ShellAsync(string script) =>
        (await System.OutputAsync("env", SearchPath, "sh", "-euc", script)).Trim();

    public Task<string> ReadAsync(string file) => ShellAsync("cat " + file);

    // What dpkg knows of the package.
    public Task<string> StateAsync() => ShellAsync("dpkg-query --show --showformat '${Status} ${Version}' labelhook");

    public Task<string> WatchingProcessAsync() =>
        ShellAsync("systemctl show --property MainPID --value labelhook-watch.service");

    public ValueTask DisposeAsync() => System.DisposeAsync();
}
