using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Nodes;

// A node in a folder: a ports database of the caller, the home of the user of a module, and a folder of root instead of
// /etc.
public sealed class SharedNode : IAsyncDisposable
{
    // IDs that no user of this machine should have.
    public const int ModuleUser = 30_001;

    public const int ThirdUser = 30_002;

    // A program that opens a FIFO waits for ever; otherwise it needs a fraction of a second.
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    private readonly Caller _caller;

    private SharedNode(Caller caller) => _caller = caller;

    public string State => _folder["state"];

    public string Database => _folder["state/ports.sqlite"];

    public string Home => _folder["home"];

    public string EnvironmentFile => _folder["home/environment"];

    // The program where every user can read it; if it is not native, as tests/mutants.sh builds it, with the files
    // beside it.
    public string Program => _folder["labelhook"];

    // The start of a command line that runs a command with the variables of m1.
    public IReadOnlyList<string> Exec => ["exec", "m1", "--state", State, "--"];

    public static async Task<SharedNode> StartAsync(Caller caller = Caller.Root)
    {
        RealPart.RequireRoot();
        var program = LabelHookProgram.Command.Program;

        var node = new SharedNode(caller);
        var owner = caller == Caller.Root ? 0 : ModuleUser;
        await node.ShellAsync($"""
            umask 022
            chmod 755 .
            cp '{program}' labelhook
            [ ! -e '{program}.dll' ] || cp "$(dirname '{program}')"/*.* .
            mkdir etc state home
            echo ROOTS=1 >etc/environment
            chown {ModuleUser}:{ModuleUser} home
            chown {owner}:{owner} state
            """);

        return node;
    }

    // A node with one module, m1, that has ports.
    public static async Task<SharedNode> StartWithModuleAsync(Caller caller = Caller.Root)
    {
        var node = await StartAsync(caller);
        (await node.RunAsync("install", "m1", node.Labels(3))).Succeeded();
        return node;
    }

    // A file of labels that demand a number of TCP ports.
    public string Labels(int tcpPorts) => _folder.Write(
        $"tcp-{tcpPorts}.yaml",
        $"labels:\n  org.nethserver.tcp-ports-demand: \"{tcpPorts}\"\n");

    // Runs a command of the program as the caller, on this node's state.
    public Task<CommandResult> RunAsync(string command, params string[] arguments) =>
        As(_caller, [Program, command, "--state", State, .. arguments]);

    // Runs a script in the folder of the node as root.
    public Task<string> ShellAsync(string script) =>
        new Command("sh").OutputAsync("-euc", "cd \"$0\"\n" + script, _folder.Path);

    // Runs a script in the home of the user of the module as that user.
    public async Task ShellAtHomeAsync(string script) =>
        (await As(Caller.ModuleUser, ["sh", "-euc", "cd \"$0\"\n" + script, Home])).Succeeded();

    // Everything that a rejected command must not change.
    public Task<string> SnapshotAsync() => FolderSnapshot.TakeAsync(State, Home, _folder["etc"]);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static Task<CommandResult> As(Caller caller, string[] command)
    {
        string[] user = ["setpriv", $"--reuid={ModuleUser}", $"--regid={ModuleUser}", "--clear-groups", "--"];
        string[] line = caller == Caller.Root ? command : [.. user, .. command];

        return (new Command(line[0]) { Limit = LongestRun }).RunAsync(line[1..]);
    }
}
