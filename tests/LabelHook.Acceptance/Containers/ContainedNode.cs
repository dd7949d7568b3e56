using LabelHook.Acceptance.Pages;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Containers;

// A node where LabelHook runs only in containers: by the command of hooks/README.md, with its own state folder and the
// socket of the engine that runs it.
public sealed class ContainedNode : IAsyncDisposable
{
    private const string Volume = "--volume";

    private readonly TemporaryFolder _folder = new();

    private readonly Command _engine;

    private readonly IReadOnlyList<string> _words;

    // On the page, the state comes first, and then the socket.
    private readonly string[] _places;

    public ContainedNode(Command engine, string socket)
    {
        _engine = engine;
        Socket = socket;
        State = Directory.CreateDirectory(_folder["state"]).FullName;
        _words = PageCommand.StartingWith(Path.GetFileName(engine.Program) + " run");
        _places = [.. _words.Zip(_words.Skip(1)).Where(pair => pair.First == Volume).Select(pair => pair.Second)];
    }

    public string State { get; }

    // Where the engine listens on this machine.
    public string Socket { get; }

    // Options of the engine, in addition to those on the page.
    public IReadOnlyList<string> Options { get; init; } = [];

    public bool HasSocket { get; init; } = true;

    // The socket as a container sees it.
    public string SocketInside => Inside(_places[1]);

    public string EnvironmentFile => Path.Join(State, "modules/mattermost1/environment");

    // The command of the page.
    public Task<CommandResult> InstallAsync() =>
        RunAsync([.. _words.SkipWhile(word => word != LabelHookImage.Name).Skip(1)]);

    public Task<CommandResult> RunAsync(params string[] arguments)
    {
        string[] socket = HasSocket ? [Volume, $"{Socket}:{SocketInside}"] : [];
        var options = _words.Skip(1).TakeWhile(word => word != Volume);
        return _engine.RunAsync(
            [
                .. options, Volume, $"{State}:{Inside(_places[0])}", .. socket, .. Options, LabelHookImage.Name,
                .. arguments,
            ]);
    }

    public Task GiveStateToAsync(string user) => new Command("chown").OutputAsync(user, State);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static string Inside(string volume) => volume.Split(':')[1];
}
