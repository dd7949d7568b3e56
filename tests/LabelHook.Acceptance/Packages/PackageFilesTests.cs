using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using LabelHook.Acceptance.Cluster;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Packages;

// The files that hooks/package.sh makes, without a host to install them on.
public sealed class PackageFilesTests(BuiltPackages packages)
{
    public static TheoryData<string, string> DebsAndRpms => new()
    {
        { BuiltPackages.Deb, BuiltPackages.Rpm },
        { BuiltPackages.ClusterDeb, BuiltPackages.ClusterRpm },
    };

    public static TheoryData<string> Programs => ["labelhook", "labelhook-cluster"];

    [Fact]
    public async Task Another_build_of_the_same_program_gives_the_same_files()
    {
        var again = Path.Join(await packages.BuildAgainAsync(), "SHA256SUMS");

        var sums = await File.ReadAllTextAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(await packages.ReadAsync("SHA256SUMS"), sums);
    }

    [Fact]
    public async Task Every_file_is_in_the_list_of_checksums()
    {
        var folder = await packages.Folder;

        var checkedFiles = await new Command("sha256sum").In(folder).OutputAsync("--check", "--strict", "SHA256SUMS");

        Assert.Equal(11, Directory.GetFiles(folder).Length);
        Assert.Equal(10, checkedFiles.Split('\n').Count(line => line.EndsWith(": OK", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(2, "--frobnicate", "unknown argument --frobnicate")]
    [InlineData(2, "--program", "--program needs a value")]
    [InlineData(2, "--cluster-program", "--cluster-program needs a value")]
    public async Task A_wrong_call_fails_with_one_sentence(int exitCode, string argument, string sentence)
    {
        var result = await packages.RunAsync("", argument);

        Assert.EndsWith($"package.sh: {sentence}\n", result.Failed(exitCode).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_is_not_a_number_is_rejected()
    {
        var result = await packages.RunAsync("export SOURCE_DATE_EPOCH=yesterday");

        Assert.Equal(
            "package.sh: SOURCE_DATE_EPOCH is not a number, and no commit has the time\n", result.Failed().Errors);
    }

    [Theory]
    [InlineData(BuiltPackages.Deb, "/usr/bin/labelhook ", 8)]
    [InlineData(BuiltPackages.ClusterDeb, "/usr/bin/labelhook-cluster ", 1)]
    public async Task The_deb_names_no_path_of_install_sh(string deb, string program, int units)
    {
        await using var folder = new TemporaryFolder();

        await new Command("dpkg-deb").OutputAsync("--extract", await packages.FileAsync(deb), folder.Path);
        var files = await new Command("sh").In(folder.Path).OutputAsync("-euc", """
            find . -name '*.gz' -exec gunzip {} +
            grep --recursive --files-with-matches "$0" usr/lib/systemd | wc -l
            grep --recursive --binary-files=without-match /usr/local . || true
            """, program);

        Assert.Equal($"{units}", files);
    }

    [Fact]
    public async Task The_archive_installs_itself()
    {
        await using var folder = new TemporaryFolder();
        var archive = await packages.FileAsync("*.tar.gz");
        await new Command("tar").In(folder.Path).OutputAsync("--extract", "--strip-components=1", "--file", archive);

        await new Command(folder["install.sh"])
            .With("DESTDIR", folder["root"]).With("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").OutputAsync("--ns8");

        var version = XDocument.Load(Repository.At("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(version, await new Command(folder["root/usr/local/bin/labelhook"]).OutputAsync("--version"));
        Assert.True(File.Exists(folder["root/var/lib/nethserver/node/actions/allocate-ports/50allocate"]));
        foreach (var program in (string[])["labelhook", "labelhook-cluster"])
            Assert.True(File.Exists(folder[$"root/usr/local/share/man/man1/{program}.1"]));
    }

    [Theory]
    [MemberData(nameof(DebsAndRpms))]
    public async Task The_rpm_brings_what_the_deb_brings(string deb, string rpm)
    {
        await using var folder = new TemporaryFolder();
        const string Places = "-path '*/zsh/*' -o -path '*/dist-packages/*'";

        string[] options = ["--root", folder["rpm"], "--dbpath", "/db", "--noscripts", "--nodeps"];
        await new Command("rpm").OutputAsync([.. options, "--install", await packages.FileAsync(rpm)]);
        await new Command("dpkg-deb").OutputAsync("--extract", await packages.FileAsync(deb), folder["deb"]);

        const string Sums = $"find * -type f -not -path 'db/*' -not \\( {Places} \\) -exec sha256sum {{}} + | sort";
        Assert.Equal(
            await new Command("sh").In(folder["deb"]).OutputAsync("-euc", Sums),
            await new Command("sh").In(folder["rpm"]).OutputAsync("-euc", Sums));
        Assert.NotEmpty(Directory.GetFiles(folder["rpm/usr/share/zsh/site-functions"], "_labelhook*"));
    }

    [Fact]
    public async Task The_library_has_tags_the_commit_it_is_made_of_and_symbols()
    {
        await using var folder = new TemporaryFolder();
        await ZipFile.ExtractToDirectoryAsync(
            await packages.FileAsync("*.nupkg"), folder.Path, TestContext.Current.CancellationToken);
        await ZipFile.ExtractToDirectoryAsync(
            await packages.FileAsync("*.snupkg"), folder["symbols"], TestContext.Current.CancellationToken);

        var description = XDocument.Load(folder["LabelHook.nuspec"]).Descendants()
            .ToLookup(element => element.Name.LocalName, StringComparer.Ordinal);

        Assert.Contains("podman", description["tags"].Single().Value.Split(' '));
        Assert.Equal(
            await new Command("git").OutputAsync("-C", Repository.Root, "rev-parse", "HEAD"),
            description["repository"].Single().Attribute("commit")!.Value);
        Assert.True(File.Exists(folder["symbols/lib/net10.0/LabelHook.pdb"]));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_bill_of_materials_lists_what_the_program_consists_of(string program)
    {
        var bill = await ReadBillAsync(program);
        var components = bill.GetProperty("components").EnumerateArray()
            .ToDictionary(part => part.GetProperty("name").GetString()!, part => part, StringComparer.Ordinal);
        string[] projects = ["LabelHook", "LabelHook.Node", "LabelHook.Cli"];
        var (file, more) = program == "labelhook"
            ? (LabelHookProgram.Command.Program, (string[])[])
            : (ClusterProgram.Command.Program, ["LabelHook.Cluster"]);
        var referenced = projects.Concat(more).Select(project => Repository.At($"src/{project}/{project}.csproj"))
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Select(element => element.Attribute("Include")!.Value);
        var sum = await new Command("sha256sum").OutputAsync(file);
        var component = bill.GetProperty("metadata").GetProperty("component");

        Assert.Empty(referenced.Except(components.Keys, StringComparer.Ordinal));
        Assert.Equal(more.Length > 0, components.ContainsKey("StackExchange.Redis"));
        Assert.DoesNotContain(components.Keys, name => name.Contains("Analyzer", StringComparison.Ordinal));
        Assert.Contains(components.Keys, name => name.StartsWith("Microsoft.NETCore.App.", StringComparison.Ordinal));
        Assert.Equal(SqliteVersion(), components["SQLite"].GetProperty("version").GetString());
        Assert.Equal(program, component.GetProperty("name").GetString());
        Assert.StartsWith(
            component.GetProperty("hashes")[0].GetProperty("content").GetString(), sum, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_packages_state_the_licence_of_every_component(string program)
    {
        await using var folder = new TemporaryFolder();
        var deb = await packages.FileAsync(program + "_*.deb");
        await new Command("dpkg-deb").OutputAsync("--extract", deb, folder.Path);
        var copyright = folder[$"usr/share/doc/{program}/copyright"];
        var text = await File.ReadAllTextAsync(copyright, TestContext.Current.CancellationToken);
        var bill = await ReadBillAsync(program);

        foreach (var part in bill.GetProperty("components").EnumerateArray())
        {
            var licence = part.GetProperty("licenses")[0].GetProperty("license").GetProperty("id");
            var stanza = $"""
                Files: usr/bin/{program}
                Copyright: {part.GetProperty("copyright")}
                License: {licence}
                Comment: {part.GetProperty("name")} {part.GetProperty("version")}
                """;
            Assert.Contains($"\n{stanza}\n", text, StringComparison.Ordinal);
            Assert.Contains($"\n\nLicense: {licence}\n ", text, StringComparison.Ordinal);
        }
    }

    private async Task<JsonElement> ReadBillAsync(string program) =>
        JsonDocument.Parse(await packages.ReadAsync(program + "-?.*.cdx.json")).RootElement;

    // Of the package that the tests use, too.
    private static string SqliteVersion()
    {
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        return SQLitePCL.raw.sqlite3_libversion().utf8_to_string();
    }
}
