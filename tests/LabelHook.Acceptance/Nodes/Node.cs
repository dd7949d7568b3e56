using System.Text.Json;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Nodes;

// A node: the program with its environment, and an empty state folder.
public sealed class Node : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly Command _program;

    private readonly IReadOnlyList<string> _options;

    public Node()
        : this(LabelHookProgram.Command)
    {
    }

    // The options are at the end of every command line.
    public Node(Command program, params IReadOnlyList<string> options)
    {
        _program = program.Variables.ContainsKey("HOME") ? program : program.With("HOME", _folder.Path);
        _options = options;
        State = _folder["state"];
    }

    public string State { get; init; }

    public async Task<InstallReport> InstallAsync(string module, string image)
    {
        var result = await RunAsync("install", module, image, "--json");
        return result.Succeeded().Json.Deserialize<InstallReport>(JsonSerializerOptions.Web)!;
    }

    public Task<CommandResult> RunAsync(params string[] arguments) =>
        _program.RunAsync([.. arguments, "--state", State, .. _options]);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();
}
