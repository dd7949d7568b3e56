using LabelHook.Acceptance.Cluster;
using LabelHook.Acceptance.Program;

[assembly: AssemblyFixture(typeof(LabelHook.Acceptance.Packages.BuiltPackages))]

namespace LabelHook.Acceptance.Packages;

// The packages that hooks/package.sh builds of the programs under test, when a test first needs them.
public sealed class BuiltPackages : IAsyncDisposable
{
    public const string Deb = "labelhook_*.deb";

    public const string ClusterDeb = "labelhook-cluster_*.deb";

    public const string Rpm = "labelhook-?.*.rpm";

    public const string ClusterRpm = "labelhook-cluster-*.rpm";

    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    private readonly Lazy<Task<string>> _built;

    private readonly Lazy<Task<string>> _before;

    private readonly Lazy<Task<string>> _clusterBefore;

    public BuiltPackages()
    {
        _built = new(() => BuildAsync("packages"));
        _before = new(() => RepackAsync(Deb, "before"));
        _clusterBefore = new(() => RepackAsync(ClusterDeb, "cluster-before"));
    }

    // The folder with all of them.
    public Task<string> Folder => _built.Value;

    // The .deb of an earlier version with another configuration.
    public Task<string> DebBefore => _before.Value;

    // The .deb of labelhook-cluster of the same earlier version.
    public Task<string> ClusterDebBefore => _clusterBefore.Value;

    public async Task<string> FileAsync(string pattern) => Directory.GetFiles(await Folder, pattern).Single();

    public async Task<string> ReadAsync(string pattern) =>
        await File.ReadAllTextAsync(await FileAsync(pattern), TestContext.Current.CancellationToken);

    // Builds them again, as another user would.
    public Task<string> BuildAgainAsync() =>
        BuildAsync("again", "umask 077; cd /; export TZ=Asia/Tokyo LANG=de_DE.UTF-8");

    public async Task<CommandResult> RunAsync(string preparation, params string[] arguments)
    {
        RealPart.RequireProgram("dotnet", "dotnet-sdk-10.0");
        RealPart.RequireProgram("dpkg-deb", "dpkg");
        RealPart.RequireProgram("rpmbuild", "rpm");
        RealPart.RequireProgram("git", "git");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Join(home, ".nuget/packages");
        string[] command = [Repository.At("hooks/package.sh"), .. arguments];
        return await (new Command("sh") { Limit = LongestBuild }).In(_folder.Path)
            .With("HOME", home).With("TMPDIR", _folder.Path).With("NUGET_PACKAGES", cache).With("DOTNET_NOLOGO", "1")
            .With("MSBUILDDISABLENODEREUSE", "1").With("UseSharedCompilation", "false") // no compiler stays behind
            .RunAsync(["-euc", $"{preparation}\nexec \"$0\" \"$@\"", .. command]);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task<string> BuildAsync(string name, string preparation = "")
    {
        string[] programs =
        [
            "--program", LabelHookProgram.Command.Program, "--cluster-program", ClusterProgram.Command.Program,
        ];
        (await RunAsync(preparation, [.. programs, _folder[name]])).Succeeded();
        return _folder[name];
    }

    private async Task<string> RepackAsync(string pattern, string name)
    {
        var deb = await FileAsync(pattern);
        await new Command("sh").In(_folder.Path).OutputAsync("-euc", """
            dpkg-deb --raw-extract "$0" "$1"
            sed -i 's/^Version: .*/Version: 0.0.1/; s/^Depends: .*/Depends: labelhook (= 0.0.1)/' "$1/DEBIAN/control"
            configuration=$1/etc/labelhook/labelhook.yaml
            [ ! -e "$configuration" ] || echo '# Of the version before.' >> "$configuration"
            dpkg-deb --root-owner-group -Zgzip -z1 --build "$1" "$1.deb"
            """, deb, name);
        return _folder[name + ".deb"];
    }
}
