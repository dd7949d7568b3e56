using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Python;

// A working directory in which step scripts run: the host's Python, node.ports_manager, and the program. The database
// is its ports.sqlite.
public sealed class PythonNode : IAsyncDisposable
{
    // Prints what an expression gives, or the error that it raises.
    private const string Evaluate = """
        import sys
        import node.ports_manager
        try:
            print(repr(eval(sys.argv[1], vars(node.ports_manager))))
        except node.ports_manager.PortError as error:
            print(f"{type(error).__name__}: {error}")
        """;

    // Tables as NS8 makes them.
    private const string Ns8Tables = """
        CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
        CREATE TABLE UDP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
        """;

    private readonly TemporaryFolder _folder = new();

    public PythonNode()
    {
        RealPart.RequireProgram("python3", "python3");
        RealPart.RequireProgram("sqlite3", "sqlite3");
        Python = new Command("python3").In(_folder.Path)
            .With("PYTHONPATH", Repository.At("hooks/python"))
            .With("PYTHONDONTWRITEBYTECODE", "1")
            .With("HOME", _folder.Path)
            .With("LABELHOOK_STATE", HostState)
            .With("LABELHOOK_PROGRAM", LabelHookProgram.Command.Program);
    }

    public string Folder => _folder.Path;

    public string Database => _folder["ports.sqlite"];

    public Command Python { get; }

    // The state folder of the host itself, which has none at first.
    public string HostState => _folder["host"];

    public Task<string> Program(params string[] arguments) =>
        LabelHookProgram.Command.With("LABELHOOK_DATABASE", Database).OutputAsync(arguments);

    public Task<string> EvaluateAsync(string expression) => EvaluateAsync(Python, expression);

    // Nothing may be said on standard error either, and no warning of Python's is overlooked.
    public static async Task<string> EvaluateAsync(Command python, string expression)
    {
        var result = (await python.RunAsync("-W", "error", "-c", Evaluate, expression)).Succeeded();
        Assert.Equal("", result.Errors);
        return result.Output.TrimEnd('\n');
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    // A stand-in for the program: a shell script.
    public async Task<string> WriteProgramAsync(string script)
    {
        var path = _folder.Write("stand-in", "#!/bin/sh\n" + script + "\n");
        await new Command("chmod").OutputAsync("+x", path);
        return path;
    }

    public Task<string> SqlAsync(string statements) =>
        new Command("sqlite3").OutputAsync("-bail", Database, statements);

    public Task<CommandResult> TrySqlAsync(string statements) =>
        new Command("sqlite3").RunAsync("-bail", Database, statements);

    // A database that NS8's own code has made and filled.
    public Task MakeNs8DatabaseAsync(string rows = "") => SqlAsync(Ns8Tables + rows);

    public Task<string> SnapshotAsync() => FolderSnapshot.TakeAsync(Folder);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();
}
