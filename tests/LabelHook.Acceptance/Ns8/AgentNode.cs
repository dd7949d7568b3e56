using System.Globalization;
using System.Text.Json;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ns8;

// A node of NS8 with LabelHook's steps, and an agent that runs them as core/agent/htask.go of NethServer/ns8-core does.
public sealed class AgentNode : IAsyncDisposable
{
    // The agent's own pipe for commands is descriptor 3 of a step.
    private const string WithCommandPipe = "set -o pipefail; exec 4>&1; { \"$0\" 3>&1 1>&4 4>&-; } | cat >\"$1\"";

    // The configuration of hooks/ns8 with another path of the database.
    private const string Program = """
        #!/bin/sh
        [ "$1" = ns8 ] && exec '{0}' "$@" --config '{1}'
        exec '{0}' --config '{1}' "$@"
        """;

    // A short version of NS8's own step for the ports of a new module.
    private const string AddModuleStep = """
        #!/usr/bin/env python3
        import json, node.ports_manager, os, sys
        request = json.load(sys.stdin)
        variables = {**request["environment"], "MODULE_ID": request["module_id"], "NODE_ID": "1"}
        for protocol in "tcp", "udp":
            demand = request[f"{protocol}_ports_demand"]
            if demand > 0:
                first, last = node.ports_manager.allocate_ports(demand, request["module_id"], protocol)
                variables[f"{protocol.upper()}_PORT"] = f"{first}"
                if demand > 1:
                    variables[f"{protocol.upper()}_PORTS_RANGE"] = f"{first}-{last}"
                if demand <= 8:
                    variables[f"{protocol.upper()}_PORTS"] = ",".join(str(port) for port in range(first, last + 1))
        home = "../homes/" + request["module_id"]
        os.makedirs(home, exist_ok=True)
        with open(home + "/environment", "w") as environment:
            environment.writelines(f"{name}={value}\n" for name, value in variables.items())
        json.dump({"redis_sha256": "0"}, sys.stdout)
        """;

    private readonly TemporaryFolder _folder = new();

    private RedisServer? _redis;

    private AgentNode()
    {
    }

    public RedisServer Redis => _redis!;

    public string State => _folder["state"];

    public string Database => _folder["state/ports.sqlite"];

    public static async Task<AgentNode> StartAsync()
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        RealPart.RequirePythonRedis();
        var node = new AgentNode();
        node._redis = await RedisServer.StartAsync(node._folder);
        var hooks = Repository.At("hooks");
        var configuration = await File.ReadAllTextAsync(
            Path.Join(hooks, "ns8/labelhook.yaml"), TestContext.Current.CancellationToken);

        node._folder.Write(
            "labelhook.yaml",
            configuration.Replace(
                "/var/lib/nethserver/node/state", node.State, StringComparison.Ordinal) + "avoid-in-use: false\n");
        node._folder.Write(
            "bin/labelhook",
            Program.Replace("{0}", LabelHookProgram.Command.Program, StringComparison.Ordinal)
                .Replace("{1}", node._folder["labelhook.yaml"], StringComparison.Ordinal) + "\n");
        node._folder.Write("state/environment", "NODE_ID=1\n# read=as a variable\nno variable\n\nPATH_INFO=a=b\n");
        await new Command("sh").OutputAsync(
            "-euc",
            "cd \"$0\"; chmod +x bin/labelhook; ln -s /usr/bin/python3 bin; cp -r \"$1/ns8/actions\" .",
            node._folder.Path,
            hooks);
        await node.AddStepAsync("add-module/50update", AddModuleStep);
        await node.AddStepAsync("remove-module/50update", "#!/bin/sh\necho '{}'");
        return node;
    }

    public async Task AddStepAsync(string step, string script)
    {
        _folder.Write("actions/" + step, script + "\n");
        await new Command("chmod").OutputAsync("+x", _folder["actions/" + step]);
    }

    // How NS8's cluster agent stores a demand when it adds or updates a module.
    public async Task DemandAsync(string module, int tcp, int udp)
    {
        await DemandAsync("cluster/tcp_ports_demand", module, tcp);
        await DemandAsync("cluster/udp_ports_demand", module, udp);
    }

    // As the cluster adds a module: the demand first, then the task of the node.
    public async Task<TaskResult> AddAsync(string module, int tcp, int udp)
    {
        await DemandAsync(module, tcp, udp);
        return await SubmitAsync("add-module", string.Create(CultureInfo.InvariantCulture,
            $$"""{"module_id":"{{module}}","is_rootfull":false,"volumes":{"data":"/srv"},"environment":{"IMAGE_URL":"x/m:1"},"tcp_ports_demand":{{tcp}},"udp_ports_demand":{{udp}} }"""));
    }

    // As the cluster updates a module: the demand, the update of the module itself (done by the test), then the
    // following steps of the same action.
    public async Task<TaskResult> UpdateAsync(string module, string image, int tcp, int udp)
    {
        await DemandAsync(module, tcp, udp);
        await Redis.RunAsync("HSET", "cluster/module_node", module, "1");
        var step = Repository.At("hooks/ns8/cluster-actions/update-module/60ports");
        var request = $$"""{"module_url":"{{image}}","instances":["{{module}}"]}""";
        var agent = Agent("cluster") with { Input = request };
        var done = await agent.RunAsync("-c", "exec \"$0\"", step);
        return new TaskResult(
            done.ExitCode, done.ExitCode == 0 ? "completed" : "aborted", done.Output, done.Errors, []);
    }

    // As the cluster removes a module: the task of the node, then the demand.
    public async Task<TaskResult> RemoveAsync(string module)
    {
        var done = await SubmitAsync("remove-module", $$"""{"module_id":"{{module}}","preserve_data":false}""");
        await DemandAsync(module, 0, 0);
        return done;
    }

    public Task<string> PortsAsync(string module) =>
        SqlAsync(
            "SELECT group_concat(start || iif(end > start, '-' || end, ''), ' ') FROM (SELECT start, end FROM "
                + $"TCP_PORTS WHERE module = '{module}' ORDER BY rowid)");

    // Image and first TCP ports of a module in the output of list.
    public async Task<(string Image, string Ports)> ListedAsync(string module)
    {
        var line = (await new Command(_folder["bin/labelhook"]).OutputAsync("list", module)).Split('\n')[1].Split(
            ' ', StringSplitOptions.RemoveEmptyEntries);
        return (line[^1], line[2]);
    }

    // Runs a script of a module as its agent does.
    public Task<CommandResult> RunAsModuleAsync(string module, string script)
    {
        var home = _folder["homes/" + module];
        return Agent("module/" + module).With("MODULE_ID", module).With("NODE_ID", "1").With("AGENT_STATE_DIR", home)
            .In(home)
            .RunAsync("-c", "exec python3 -c \"$0\"", script);
    }

    public string EnvironmentOf(string module) => _folder[$"homes/{module}/environment"];

    // Submits a task as this user: an empty name is NS8's cluster agent, null is no agent.
    public async Task<TaskResult> SubmitAsync(string action, string request, string? user = "")
    {
        if (Errors(action, "validate-input.json", request) is [_, ..] errors)
            return new TaskResult(10, "validation-failed", string.Join('\n', errors), "", []);

        var done = new TaskResult(0, "running", "", "", []);
        var steps = Directory.EnumerateFiles(_folder["actions/" + action])
            .Where(step => !step.Contains("/validate-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            var result = await RunStepAsync(action, step, request, user);
            var commands = await File.ReadAllLinesAsync(_folder["commands"], TestContext.Current.CancellationToken);
            var status = commands.Contains("set-status validation-failed") ? "validation-failed" : done.Status;
            done = new TaskResult(
                result.ExitCode,
                status,
                done.Output + result.Output,
                done.Errors + result.Errors,
                [.. done.Commands, .. commands]);
            if (result.ExitCode != 0)
                return done with { Status = status == "running" ? "aborted" : status };
            if (status == "validation-failed")
                return done with { ExitCode = 10 };
        }

        return Errors(action, "validate-output.json", done.Output) is [_, ..] wrong
            ? done with { ExitCode = 1, Status = "aborted", Errors = done.Errors + string.Join('\n', wrong) }
            : done with { Status = "completed" };
    }

    public Task<string> SqlAsync(string statements) =>
        new Command("sqlite3").OutputAsync("-bail", Database, statements);

    public Task<string> SnapshotAsync() => FolderSnapshot.TakeAsync(State);

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
            await _redis.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private Task DemandAsync(string key, string module, int demand) => demand > 0
        ? Redis.RunAsync("HSET", key, module, demand.ToString())
        : Redis.RunAsync("HDEL", key, module);

    private Command Agent(string id) => new Command("bash")
        .With("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}")
        .With("PYTHONPATH", $"{Repository.At("tests/LabelHook.Acceptance/Ns8")}:{Repository.At("hooks/python")}")
        .With("PYTHONDONTWRITEBYTECODE", "1")
        .With("TEST_REDIS", Redis.Socket)
        .With("TEST_NODE", _folder.Path)
        .With("AGENT_ID", id);

    // The variables of the agent, the lines of the environment file with an equals sign, and the caller, in this order.
    private async Task<CommandResult> RunStepAsync(string action, string step, string request, string? user)
    {
        var agent = Agent("node/1") with { Input = request, Folder = State };
        var lines = await File.ReadAllLinesAsync(
            Path.Join(State, "environment"), TestContext.Current.CancellationToken);
        var pairs =
            lines.Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=', 2));
        foreach (var line in pairs)
            agent = agent.With(line[0], line[1]);
        agent = agent.With("AGENT_COMFD", "3").With("AGENT_TASK_ID", "00000000-0000-0000-0000-000000000000")
            .With("AGENT_TASK_ACTION", action);
        if (user is not null)
            agent = agent.With("AGENT_TASK_USER", user);

        return await agent.RunAsync("-c", WithCommandPipe, step, _folder["commands"]);
    }

    private List<string> Errors(string action, string name, string text)
    {
        if (!File.Exists(_folder[$"actions/{action}/{name}"]))
            return [];

        using var schema = JsonDocument.Parse(File.ReadAllText(_folder[$"actions/{action}/{name}"]));
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. JsonSchema.Check(schema.RootElement, document.RootElement)];
        }
        catch (JsonException error)
        {
            return [error.Message];
        }
    }
}
