using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.PowerCuts;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Faults;

// A node that can be reset to its state before a scenario, with a program that runs under strace.
public sealed class FaultInjectionNode : IAsyncDisposable
{
    private const string Labels = """
        printf 'labels:\n' >none.yaml
        printf 'labels:\n  org.nethserver.tcp-ports-demand: "2"\n  org.nethserver.udp-ports-demand: "1"\n' >small.yaml
        printf 'labels:\n  org.nethserver.tcp-ports-demand: "5"\n  org.nethserver.udp-ports-demand: "3"\n' >large.yaml
        """;

    // The sockets of this host are not part of a scenario.
    private const string Configuration = "avoid-in-use: false\n";

    private readonly TemporaryFolder _folder = new();

    private readonly Scenario _scenario;

    private FaultInjectionNode(Scenario scenario) => _scenario = scenario;

    public string Folder => _folder.Path;

    private static string Program => LabelHookProgram.Command.Program;

    private string[] Arguments => [.. _scenario.Arguments, .. Options];

    // There is no other process to wait for; only a lock that always fails is waited for, at many points.
    private string[] Options => ["--state", _folder["state"], "--config", _folder["labelhook.yaml"], "--timeout", "1"];

    // The folders of the scenarios, and those of the images.
    private static IEnumerable<string> Modules =>
        ["m1", "m2", "alpha1", "beta1", "gamma1", "delta1", .. PortlessImages.Select(image => image.Name + "1")];

    // Enough for a scan to sync their disk instead of each file. The order in which they are installed shows nowhere.
    private static IEnumerable<(string Name, string TcpPorts, string UdpPorts)> PortlessImages =>
        from number in Enumerable.Range(1, 7)
        select ($"portless{number}-x", "0", "0");

    // Everything that the program changes permanently. strace also follows the descriptors of these, and the names
    // relative to them.
    private static IEnumerable<string> Paths =>
    [
        .. (string[])
        [
            "state", "state/ports.sqlite", "state/ports.sqlite-journal", "state/ports.sqlite.lock", "state/modules",
        ],
        .. ((string[])["home", .. Modules.Select(module => $"state/modules/{module}")])
            .SelectMany(
                place => (string[])
                [
                    place,
                    $"{place}/environment",
                    $"{place}/.environment.lock",
                    $"{place}/.environment.labelhook",
                ]),
    ];

    public static async Task<FaultInjectionNode> StartAsync(string name)
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("strace", "strace");
        RealPart.RequireProgram("sqlite3", "sqlite3");
        var node = new FaultInjectionNode(Scenario.All[name]);
        node._folder.Write("labelhook.yaml", Configuration);
        ImageStore.Configure(node._folder, "images");
        ImageStore.Write(node._folder, "early", ("alpha", "3", "0"), ("beta", "0", "2"));
        ImageStore.Write(
            node._folder,
            "later",
            ("alpha", "5", "0"),
            ("beta", "0", "1"),
            ("gamma", "lots", "0"),
            ("delta", "0", "0"));
        ImageStore.Write(node._folder, "many", [("alpha", "5", "0"), ("beta", "0", "1"), .. PortlessImages]);
        await node.ShellAsync($"""
            umask 022
            mkdir state home
            ln -s early images
            chown {SharedNode.ModuleUser}:{SharedNode.ModuleUser} home
            {Labels}
            labelhook() {"{"} '{Program}' "$@" {string.Join(' ', node.Options.Select(option => $"'{option}'"))}; {"}"}
            {node._scenario.Before}
            mkdir before
            cp -a state home before
            """);
        return node;
    }

    // The command of the scenario, alone or run by another that limits it.
    public Task<CommandResult> RunAsync(params string[] prefix) =>
        prefix is [var first, .. var rest]
            ? Tool(first).RunAsync([.. rest, Program, .. Arguments])
            : Tool(Program).RunAsync(Arguments);

    // Resets the node, and runs the command of the scenario with faults.
    public async Task<TracedRun> TraceAsync(params Fault[] faults)
    {
        await ResetAsync();
        var options = Paths.SelectMany(path => (string[])["-P", _folder[path]]).Concat(Fault.Options(faults));
        var result = await Tool("strace").RunAsync(["-f", "-o", _folder["log"], .. options, Program, .. Arguments]);
        return new TracedRun(
            result, await File.ReadAllTextAsync(_folder["log"], TestContext.Current.CancellationToken));
    }

    public Task ResetAsync() => ShellAsync("rm -rf state home; cp -a before/state before/home .");

    // Reads a copy: opening the original would repair it.
    public async Task<NodeSnapshot> LookAsync() => NodeSnapshot.Read(await ShellAsync("""
        rm -rf seen
        mkdir seen
        cp -a state home seen
        cd seen
        find state home -printf '%p %y %m %U:%G\n' | sort
        [ ! -s state/ports.sqlite.lock ] || echo 'the lock is marked'
        find state home -name environment -type f | sort | while read -r file; do
            echo "--$file"
            cat "$file"
        done
        echo '--'
        if [ -s state/ports.sqlite ]; then sqlite3 state/ports.sqlite 'PRAGMA integrity_check' .dump 2>&1 || true; fi
        """));

    public Task<string> ShellAsync(string script) => Tool("sh").OutputAsync("-euc", script);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private Command Tool(string program) =>
        new Command(program).In(Folder).With("CONTAINERS_STORAGE_CONF", _folder["storage.conf"]);
}
