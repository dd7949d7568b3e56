using System.IO.Compression;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Library;

// Whether the packages were checked for known vulnerabilities is reported, not guessed.
public sealed class CanaryTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_reachable_list_is_reported()
    {
        await using var list = new AdvisoryList();

        var result = await RunAsync($"{list.Address}/index.json");

        Assert.Equal(
            (0, "the list of known vulnerabilities is reachable: it reports a package that is known to be bad\n"),
            (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task An_unreachable_list_is_reported()
    {
        var result = await RunAsync("http://127.0.0.1:9/index.json"); // discard: nothing answers there

        Assert.Equal(
            (1, "vulnerabilities were NOT checked: the list of known ones is not reachable from here\n"),
            (result.ExitCode, result.Output));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    // The vulnerable package is an empty one of that name, so that none is downloaded.
    private async Task<CommandResult> RunAsync(string list)
    {
        RealPart.RequireProgram("dotnet", "dotnet-sdk-10.0");
        Directory.CreateDirectory(_folder["feed"]);
        await using (var package = await ZipFile.OpenAsync(_folder["feed/newtonsoft.json.12.0.1.nupkg"], ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        await using (var manifest = new StreamWriter(await package.CreateEntry("Newtonsoft.Json.nuspec").OpenAsync(TestContext.Current.CancellationToken)))
        {
            await manifest.WriteAsync(
                """
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                  <metadata><id>Newtonsoft.Json</id><version>12.0.1</version><authors>none</authors><description>empty</description></metadata>
                </package>
                """);
        }

        _folder.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{_folder["feed"]}" /></packageSources>
              <auditSources><clear /><add key="list" value="{list}" allowInsecureConnections="true" /></auditSources>
            </configuration>
            """);
        return await new Command(Repository.At("tests/tools/check-advisory-list.sh"))
            .With("HOME", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
            .With("PATH", Environment.GetEnvironmentVariable("PATH")!)
            .With("TMPDIR", _folder.Path)
            .With("NUGET_HTTP_CACHE_PATH", _folder["cache"])
            .With("NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT", "1")
            .With("MSBUILDDISABLENODEREUSE", "1")
            .With("DOTNET_NOLOGO", "1")
            .RunAsync();
    }
}
