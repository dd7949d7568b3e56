using System.Text.Json;
using System.Xml.Linq;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Packages;

// The files that hooks/package.sh makes, without a host to install them on.
public sealed class PackageFilesTests(BuiltPackages packages)
{
    [Fact]
    public async Task Another_build_of_the_same_program_gives_the_same_files()
    {
        var sums = await File.ReadAllTextAsync(Path.Join(await packages.BuildAgainAsync(), "SHA256SUMS"), TestContext.Current.CancellationToken);

        Assert.Equal(await packages.ReadAsync("SHA256SUMS"), sums);
    }

    [Fact]
    public async Task Every_file_is_in_the_list_of_checksums()
    {
        var folder = await packages.Folder;

        var checkedFiles = await new Command("sha256sum").In(folder).OutputAsync("--check", "--strict", "SHA256SUMS");

        Assert.Equal(8, Directory.GetFiles(folder).Length);
        Assert.Equal(7, checkedFiles.Split('\n').Count(line => line.EndsWith(": OK", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(2, "--frobnicate", "unknown argument --frobnicate")]
    [InlineData(2, "--program", "--program needs a value")]
    public async Task A_wrong_call_is_told_in_one_sentence(int exitCode, string argument, string sentence)
    {
        var result = await packages.RunAsync("", argument);

        Assert.EndsWith($"package.sh: {sentence}\n", result.Failed(exitCode).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_is_no_number_is_refused()
    {
        var result = await packages.RunAsync("export SOURCE_DATE_EPOCH=yesterday");

        Assert.StartsWith("package.sh: SOURCE_DATE_EPOCH is not a number", result.Failed().Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_deb_names_no_path_of_install_sh()
    {
        await using var folder = new TemporaryFolder();

        await new Command("dpkg-deb").OutputAsync("--extract", await packages.FileAsync("*.deb"), folder.Path);
        var files = await new Command("sh").In(folder.Path).OutputAsync("-euc", """
            find . -name '*.gz' -exec gunzip {} +
            test "$(grep --recursive --files-with-matches /usr/bin/labelhook usr/lib/systemd | wc -l)" = 7
            grep --recursive --binary-files=without-match /usr/local . || true
            """);

        Assert.Equal("", files);
    }

    [Fact]
    public async Task The_archive_installs_itself()
    {
        await using var folder = new TemporaryFolder();
        await new Command("tar").In(folder.Path).OutputAsync("--extract", "--strip-components=1", "--file", await packages.FileAsync("*.tar.gz"));

        await new Command(folder["install.sh"]).With("DESTDIR", folder["root"]).With("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").OutputAsync("--ns8");

        var version = XDocument.Load(Repository.At("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(version, await new Command(folder["root/usr/local/bin/labelhook"]).OutputAsync("--version"));
        Assert.True(File.Exists(folder["root/var/lib/nethserver/node/actions/allocate-ports/50allocate"]));
        Assert.True(File.Exists(folder["root/usr/local/share/man/man1/labelhook.1"]));
    }

    [Fact]
    public async Task The_rpm_brings_what_the_deb_brings()
    {
        await using var folder = new TemporaryFolder();
        var rpm = await packages.FileAsync("*.rpm");
        const string Files = "! -type d ! -path '*/site-functions/*' ! -path '*/vendor-completions/*' ! -path '*/dist-packages/*'";

        await new Command("rpm").OutputAsync("--root", folder["rpm"], "--dbpath", "/db", "--install", "--noscripts", "--nodeps", rpm);
        await new Command("dpkg-deb").OutputAsync("--extract", await packages.FileAsync("*.deb"), folder["deb"]);

        var sums = $"find etc usr {Files} -exec sha256sum {{}} + | sort";
        Assert.Equal(
            await new Command("sh").In(folder["deb"]).OutputAsync("-euc", sums),
            await new Command("sh").In(folder["rpm"]).OutputAsync("-euc", sums));
        Assert.Equal("labelhook 0.1.0 MIT /bin/sh", await new Command("rpm").OutputAsync(
            "--query", "--package", rpm, "--queryformat", "%{NAME} %{VERSION} %{LICENSE} %{REQUIRENAME}"));
    }

    [Fact]
    public async Task The_bill_of_materials_names_what_the_program_is_made_of()
    {
        var bill = JsonDocument.Parse(await packages.ReadAsync("*.cdx.json")).RootElement;
        var components = bill.GetProperty("components").EnumerateArray()
            .ToDictionary(part => part.GetProperty("name").GetString()!, part => part, StringComparer.Ordinal);
        var referenced = Directory.EnumerateFiles(Repository.At("src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference")).Select(element => element.Attribute("Include")!.Value);

        Assert.Superset(referenced.ToHashSet(StringComparer.Ordinal), components.Keys.ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain(components.Keys, name => name.Contains("Analyzer", StringComparison.Ordinal));
        Assert.Contains("Microsoft.NETCore.App.Runtime.NativeAOT.", string.Join(' ', components.Keys), StringComparison.Ordinal);
        Assert.Equal(SqliteVersion(), components["SQLite"].GetProperty("version").GetString());
        Assert.Equal(await HashAsync(LabelHookProgram.Command.Program), Hash(bill.GetProperty("metadata").GetProperty("component")));
        Assert.Equal("MIT", components["YamlDotNet"].GetProperty("licenses")[0].GetProperty("license").GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_packages_state_the_licence_of_every_component()
    {
        await using var folder = new TemporaryFolder();
        await new Command("dpkg-deb").OutputAsync("--extract", await packages.FileAsync("*.deb"), folder.Path);
        var text = await File.ReadAllTextAsync(folder["usr/share/doc/labelhook/copyright"], TestContext.Current.CancellationToken);

        foreach (var part in JsonDocument.Parse(await packages.ReadAsync("*.cdx.json")).RootElement.GetProperty("components").EnumerateArray())
        {
            Assert.Contains($"\nComment: {part.GetProperty("name")} {part.GetProperty("version")}\n", text, StringComparison.Ordinal);
            Assert.Contains($"\nCopyright: {part.GetProperty("copyright")}\n", text, StringComparison.Ordinal);
        }
    }

    // Of the package that the tests use, too.
    private static string SqliteVersion()
    {
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        return SQLitePCL.raw.sqlite3_libversion().utf8_to_string();
    }

    private static async Task<string> HashAsync(string file) => (await new Command("sha256sum").OutputAsync(file))[..64];

    private static string? Hash(JsonElement component) => component.GetProperty("hashes")[0].GetProperty("content").GetString();
}
