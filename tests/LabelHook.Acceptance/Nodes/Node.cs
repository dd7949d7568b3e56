using System.Text.Json;

namespace LabelHook.Acceptance;

// A node as LabelHook sees it: the program with its surroundings, and a state folder of its own that starts empty.
public sealed class Node : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    private readonly Command program;

    private readonly IReadOnlyList<string> options;

    public Node()
        : this(LabelHookProgram.Command)
    {
    }

    // The options stand at the end of every command line.
    public Node(Command program, params IReadOnlyList<string> options)
    {
        this.program = program.Variables.ContainsKey("HOME") ? program : program.With("HOME", folder.Path);
        this.options = options;
        State = folder["state"];
    }

    public string State { get; init; }

    public async Task<InstallReport> InstallAsync(string module, string image)
    {
        var result = await RunAsync("install", module, image, "--json");
        return result.Succeeded().Json.Deserialize<InstallReport>(JsonSerializerOptions.Web)!;
    }

    public Task<CommandResult> RunAsync(params string[] arguments) => program.RunAsync([.. arguments, "--state", State, .. options]);

    public ValueTask DisposeAsync() => folder.DisposeAsync();
}
