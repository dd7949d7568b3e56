using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

// The store of a storage.conf is the one that podman itself names.
public sealed class StorageConfigurationTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("[storage] # comment\ngraphroot = \"{0}/a\"")]
    [InlineData("storage = { graphroot = '{0}/a', runroot = \"{0}/run\" }")]
    [InlineData("[storage]\ngraphroot = \"\"\"\n{0}/a\"\"\"")]
    [InlineData("[Storage]\nGraphRoot = \"{0}/a\"")]
    [InlineData("[storage]\ngraphroot = \"$HOME/$UID/a\"")]
    [InlineData("[storage]\ngraphroot = \"${HOME}/a/../b\"")]
    [InlineData("[storage]\ngraphroot = \"{0}/a/\"")]
    public async Task A_spelling_has_the_same_effect_as_in_podman(string text)
    {
        RealPart.RequireProgram("podman", "podman");
        var file = Write(text);

        var podman = await Surroundings("podman", file).OutputAsync("info", "--format", "{{.Store.GraphRoot}}");
        var watched = await Surroundings(LabelHookProgram.Command.Program, file).OutputAsync("scan", "--print-watched");

        Assert.Equal($"{podman}/vfs-images/images.json", watched);
    }

    [Theory]
    [InlineData("[storage]\ngraphroot = 5")]
    [InlineData("[storage]\ngraphroot = \"~/a\"")]
    [InlineData("[storage]\ngraphroot = \"a\"")]
    [InlineData("[storage")]
    [InlineData("[storage]\ngraphroot = \"/a\"\ngraphroot = \"/b\"")]
    public async Task Settings_that_podman_rejects_are_rejected(string text)
    {
        RealPart.RequireProgram("podman", "podman");
        var file = Write(text);

        Assert.NotEqual(0, (await Surroundings("podman", file).RunAsync("info")).ExitCode);
        Assert.NotEqual(
            0,
            (await Surroundings(LabelHookProgram.Command.Program, file).RunAsync("scan", "--print-watched")).ExitCode);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    // Podman 4.3 insists on a runroot.
    private string Write(string text)
    {
        var whole = text.StartsWith('[') ? text + "\nrunroot = \"{0}/run\"" : text;
        return _folder.Write("storage.conf", whole.Replace("{0}", _folder.Path, StringComparison.Ordinal));
    }

    private Command Surroundings(string program, string file) => new Command(program)
        .With("PATH", Environment.GetEnvironmentVariable("PATH")!)
        .With("HOME", _folder.Path)
        .With("STORAGE_DRIVER", "vfs")
        .With("CONTAINERS_STORAGE_CONF", file);
}
