using System.Globalization;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.PowerCuts;

// How many syncs a command waits for. PowerCutTests prove that they are enough.
public sealed class SyncCountTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    // A change of the database is five: the journal, its name, its header, the database, the end of the journal.
    [Theory]
    [InlineData("", "install m1 3.yaml", 11)] // and the state folder, its name, modules, m1, the file, its name
    [InlineData("install m1 3.yaml", "install m2 3.yaml", 8)] // and m2, the file, its name
    [InlineData("install m1 3.yaml; install m2 3.yaml", "install m1 9.yaml", 12)] // two changes, the file, its name
    [InlineData("install m1 3.yaml", "remove m1", 6)] // and the name of the file
    public async Task A_change_makes_as_many_syncs(string before, string command, int syncs)
    {
        Prepare();
        foreach (var step in before.Split("; ", StringSplitOptions.RemoveEmptyEntries))
            await CountAsync(step);

        Assert.Equal(syncs, await CountAsync(command));
    }

    // Two changes of the database, to allocate ports and to remember the images, are ten. The folder that has the
    // folders of new modules is one.
    [Theory]
    [InlineData(1, 13)] // and the file, its name
    [InlineData(2, 15)] // and two files, their names
    [InlineData(8, 27)]
    [InlineData(9, 12)] // and the disk twice instead: all contents, all names
    [InlineData(250, 12)]
    public async Task A_scan_makes_as_many_syncs(int images, int syncs)
    {
        Prepare();
        await CountAsync("install m1 3.yaml");
        ImageStore.Write(
            _folder, "images", [.. Enumerable.Range(1, images).Select(number => ($"image{number}-x", "1", "1"))]);
        var onEachDisk = await PowerCutTests.SyncsDisksAsync(_folder["state"]) ? syncs : 11 + (2 * images);

        Assert.Equal(onEachDisk, await CountAsync("scan"));
    }

    [Fact]
    public async Task A_folder_that_was_synced_is_not_synced_again_until_it_changes()
    {
        await PrepareModuleAsync();

        Assert.Equal(2, await CountAsync("install m1 3.yaml"));
        Assert.Equal(0, await CountAsync("install m1 3.yaml"));
        await CountAsync("install m2 3.yaml");
        Assert.Equal(1, await CountAsync("install m1 3.yaml"));
    }

    [Theory]
    [InlineData("rm -r run/labelhook")]
    [InlineData("chown 30001 run/labelhook")]
    [InlineData("chmod o+w run/labelhook")]
    [InlineData("mv run/labelhook run/elsewhere; ln -s elsewhere run/labelhook")]
    [InlineData("rm -r run/labelhook; touch run/labelhook")]
    [InlineData("touch run/labelhook/*")]
    public async Task What_does_not_prove_a_sync_is_not_relied_on(string change)
    {
        await PrepareModuleAsync();
        await CountAsync("install m1 3.yaml");
        Assert.Equal(0, await CountAsync("install m1 3.yaml"));

        await ShellAsync(change);

        Assert.Equal(2, await CountAsync("install m1 3.yaml"));
    }

    [Fact]
    public async Task Other_users_have_their_own_memory()
    {
        await PrepareModuleAsync();
        await ShellAsync(
            $"chmod 755 .; mkdir -p run/user/{SharedNode.ModuleUser}; chown -R {SharedNode.ModuleUser} state run/user/*");
        await AgeAsync();
        string[] user = ["setpriv", $"--reuid={SharedNode.ModuleUser}", "--clear-groups"];

        Assert.Equal(2, await CountAsync("install m1 3.yaml", user));
        Assert.Equal(0, await CountAsync("install m1 3.yaml", user));
        Assert.Equal(2, await CountAsync("install m1 3.yaml"));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private void Prepare()
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("strace", "strace");
        Directory.CreateDirectory(_folder["run"]);
        _folder.Write("labelhook.yaml", "avoid-in-use: false\n");
        foreach (var ports in (int[])[3, 9])
            _folder.Write($"{ports}.yaml", $"labels:\n  org.nethserver.tcp-ports-demand: \"{ports}\"\n");
    }

    private async Task PrepareModuleAsync()
    {
        Prepare();
        await CountAsync("install m1 3.yaml");
        await AgeAsync();
    }

    private Task<string> AgeAsync() => new Command("sh").OutputAsync("-euc", PowerCutTests.UntilOld, _folder["state"]);

    private Task<string> ShellAsync(string script) => new Command("sh").In(_folder.Path).OutputAsync("-euc", script);

    // Runs a command with an own /run.
    private async Task<int> CountAsync(string command, params string[] user)
    {
        var storage = ImageStore.Configure(_folder, "images");
        await new Command("unshare").In(_folder.Path).With("CONTAINERS_STORAGE_CONF", storage).OutputAsync(
            [
                "--mount", "sh", "-euc", "mount --bind run /run; exec \"$@\"", "sh",
                "strace", "-f", "-o", "trace", "-e", "trace=fsync,fdatasync,syncfs",
                .. user, LabelHookProgram.Command.Program, .. command.Split(' '),
                "--state", _folder["state"], "--config", _folder["labelhook.yaml"],
            ]);
        var count = await ShellAsync("grep -c 'sync[fs]*(' trace || true");
        return int.Parse(count, CultureInfo.InvariantCulture);
    }
}
