using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Python;

// Whatever keeps the program from its work is a StorageError that says what it was; nothing weaker is tried in its
// place.
public sealed class StorageTroubleTests
{
    private const string Everything = "/usr/bin:/bin";

    [Theory]
    [InlineData("/nowhere/labelhook", "No such file or directory")]
    [InlineData("labelhook-of-nobody", "No such file or directory")]
    [InlineData("/dev/null", "Permission denied")]
    [InlineData("/", "Permission denied")]
    public async Task A_missing_program_is_named(string program, string reason)
    {
        await using var node = new PythonNode();

        var error = await PythonNode.EvaluateAsync(
            node.Python.With("LABELHOOK_PROGRAM", program), "allocate_ports(1, 'm1', 'tcp')");

        Assert.StartsWith($"StorageError: Database error: {program} cannot be run", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Contains("LABELHOOK_PROGRAM", error, StringComparison.Ordinal);
        Assert.False(File.Exists(node.Database));
    }

    [Fact]
    public async Task The_program_is_found_in_PATH()
    {
        await using var node = new PythonNode();
        var python =
            new Command(RealPart.Find("python3")!) { Variables = node.Python.Variables, Folder = node.Folder }.With(
            "LABELHOOK_PROGRAM", "");

        var missing = await PythonNode.EvaluateAsync(python.With("PATH", Everything), "allocate_ports(1, 'm1', 'tcp')");
        Directory.CreateDirectory(Path.Join(node.Folder, "bin"));
        File.CreateSymbolicLink(Path.Join(node.Folder, "bin/labelhook"), LabelHookProgram.Command.Program);
        var found = await PythonNode.EvaluateAsync(
            python.With("PATH", $"{node.Folder}/bin:{Everything}"), "allocate_ports(1, 'm1', 'tcp')");

        Assert.StartsWith("StorageError: Database error: labelhook cannot be run", missing, StringComparison.Ordinal);
        Assert.Equal("(20001, 20001)", found);
    }

    [Theory]
    [InlineData("kill -KILL $$", "signal 9")]
    [InlineData("echo '{\"start\": 200'; kill -TERM $$", "signal 15")]
    [InlineData("exit 0", "exit code 0")]
    [InlineData("echo '{\"start\": 200'", "exit code 0")]
    [InlineData("echo '[20001, 20002]'", "exit code 0")]
    [InlineData("echo '{}'", "no '")]
    [InlineData("echo 'all went wrong' >&2; exit 1", "all went wrong")]
    [InlineData("echo '{}' >&2; exit 1", "no 'error'")]
    [InlineData("printf '\\377\\376' >&2; exit 3", "exit code 3")]
    public async Task A_program_that_prints_nothing_is_an_error(string script, string said)
    {
        await using var node = new PythonNode();
        var python = node.Python.With("LABELHOOK_PROGRAM", await node.WriteProgramAsync(script));

        string[] calls =
            ["allocate_ports(1, 'm1', 'tcp')", "deallocate_ports('m1', 'tcp')", "get_tcp_ports_by_module('m1')"];
        foreach (var call in calls)
        {
            var error = await PythonNode.EvaluateAsync(python, call);

            Assert.StartsWith("StorageError: Database error: ", error, StringComparison.Ordinal);
            Assert.Contains(said, error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(node.Database));
    }

    [Theory]
    [InlineData(
        "not a database, but a text that is longer than the hundred bytes of a database header, put there by "
            + "mistake, for example")]
    [InlineData("short")]
    public async Task A_file_that_is_not_a_database_is_not_changed(string text)
    {
        await using var node = new PythonNode();
        node.Write("ports.sqlite", text);

        var error = await node.EvaluateAsync("allocate_ports(1, 'm1', 'tcp')");

        Assert.StartsWith("StorageError: Database error: ", error, StringComparison.Ordinal);
        Assert.Contains(node.Database, error, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(node.Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_read_only_working_directory_is_named()
    {
        RealPart.RequireRoot();
        await using var node = new PythonNode();
        // Where every user of the machine reaches them.
        await new Command("sh").OutputAsync("-euc",
        "cd \"$0\"; umask 022; chmod 755 .; cp \"$1\" labelhook; cp -r \"$2\" python; mkdir work",
        node.Folder,
            LabelHookProgram.Command.Program, Repository.At("hooks/python"));
        var work = Path.Join(node.Folder, "work");
        var user = new Command("setpriv")
        {
            Prefix =
            [
                $"--reuid={SharedNode.ModuleUser}", $"--regid={SharedNode.ModuleUser}", "--clear-groups", "--",
                "/usr/bin/python3",
            ],
            Folder = work,
        }.With("PYTHONPATH", $"{node.Folder}/python").With("PYTHONDONTWRITEBYTECODE", "1")
            .With("LABELHOOK_PROGRAM", $"{node.Folder}/labelhook");

        var error = await PythonNode.EvaluateAsync(user, "allocate_ports(1, 'm1', 'tcp')");

        Assert.StartsWith("StorageError: Database error: ", error, StringComparison.Ordinal);
        Assert.Contains(work, error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
    }
}
