namespace LabelHook.Acceptance;

// A node on which LabelHook runs in containers only: by the command of hooks/README.md, with a state folder of its own and the socket of the engine that runs it.
public sealed class ContainedNode : IAsyncDisposable
{
    private const string Volume = "--volume";

    private readonly TemporaryFolder folder = new();

    private readonly Command engine;

    private readonly IReadOnlyList<string> words;

    // On the page, the state comes first, and then the socket.
    private readonly string[] places;

    public ContainedNode(Command engine, string socket)
    {
        this.engine = engine;
        Socket = socket;
        State = Directory.CreateDirectory(folder["state"]).FullName;
        words = PageCommand.StartingWith(Path.GetFileName(engine.Program) + " run");
        places = [.. words.Zip(words.Skip(1)).Where(pair => pair.First == Volume).Select(pair => pair.Second)];
    }

    public string State { get; }

    // Where the engine listens on this machine.
    public string Socket { get; }

    // Options of the engine, before the image's name and in addition to those on the page.
    public IReadOnlyList<string> Options { get; init; } = [];

    public bool HasSocket { get; init; } = true;

    // The socket as a container sees it.
    public string SocketInside => Inside(places[1]);

    public string EnvironmentFile => Path.Combine(State, "modules/mattermost1/environment");

    // What the page runs.
    public Task<CommandResult> InstallAsync() => RunAsync([.. words.SkipWhile(word => word != LabelHookImage.Name).Skip(1)]);

    public Task<CommandResult> RunAsync(params string[] arguments)
    {
        string[] socket = HasSocket ? [Volume, $"{Socket}:{SocketInside}"] : [];
        var options = words.Skip(1).TakeWhile(word => word != Volume);
        return engine.RunAsync([.. options, Volume, $"{State}:{Inside(places[0])}", .. socket, .. Options, LabelHookImage.Name, .. arguments]);
    }

    public Task GiveStateToAsync(string user) => new Command("chown").OutputAsync(user, State);

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    private static string Inside(string volume) => volume.Split(':')[1];
}
