using System.Text.Json;

namespace LabelHook.Acceptance;

// A node of NS8 with LabelHook's steps, and the agent that runs them, as core/agent/htask.go of NethServer/ns8-core does.
public sealed class AgentNode : IAsyncDisposable
{
    // The agent's own pipe for commands is descriptor 3 of a step.
    private const string WithCommandPipe = "set -o pipefail; exec 4>&1; { \"$0\" 3>&1 1>&4 4>&-; } | cat >\"$1\"";

    // The configuration as hooks/ns8 has it, but for the place of the database.
    private const string Program = """
        #!/bin/sh
        [ "$1" = ns8 ] && exec '{0}' "$@" --config '{1}'
        exec '{0}' --config '{1}' "$@"
        """;

    // What NS8's own step does with the ports of a new module, in short.
    private const string AddModuleStep = """
        #!/usr/bin/env python3
        import json, node.ports_manager, sys
        request = json.load(sys.stdin)
        variables = request["environment"]
        for protocol in "tcp", "udp":
            demand = request[f"{protocol}_ports_demand"]
            if demand > 0:
                first, last = node.ports_manager.allocate_ports(demand, request["module_id"], protocol)
                variables[f"{protocol.upper()}_PORT"] = f"{first}"
                if demand > 1:
                    variables[f"{protocol.upper()}_PORTS_RANGE"] = f"{first}-{last}"
                if demand <= 8:
                    variables[f"{protocol.upper()}_PORTS"] = ",".join(str(port) for port in range(first, last + 1))
        with open(request["module_id"], "w") as environment:
            environment.writelines(f"{name}={value}\n" for name, value in variables.items())
        json.dump({"redis_sha256": "0"}, sys.stdout)
        """;

    private readonly TemporaryFolder folder = new();

    private AgentNode()
    {
    }

    public string State => folder["state"];

    public string Database => folder["state/ports.sqlite"];

    public static async Task<AgentNode> StartAsync()
    {
        RealPart.RequireProgram("python3", "python3");
        RealPart.RequireProgram("sqlite3", "sqlite3");
        var node = new AgentNode();
        var hooks = Path.Combine(Repository.Folder, "hooks");
        var configuration = await File.ReadAllTextAsync(Path.Combine(hooks, "ns8/labelhook.yaml"), TestContext.Current.CancellationToken);

        node.folder.Write("labelhook.yaml", configuration.Replace("/var/lib/nethserver/node/state", node.State, StringComparison.Ordinal));
        node.folder.Write("bin/labelhook", Program.Replace("{0}", LabelHookProgram.Command.Program, StringComparison.Ordinal).Replace("{1}", node.folder["labelhook.yaml"], StringComparison.Ordinal) + "\n");
        node.folder.Write("state/environment", "NODE_ID=1\n# read=as a variable\nno variable\n\nPATH_INFO=a=b\n");
        await new Command("sh").OutputAsync("-euc", "cd \"$0\"; chmod +x bin/labelhook; cp -r \"$1/ns8/actions\" .", node.folder.Path, hooks);
        await node.AddStepAsync("add-module/50update", AddModuleStep);
        await node.AddStepAsync("remove-module/50update", "#!/bin/sh\necho '{}'");
        return node;
    }

    public async Task AddStepAsync(string step, string script)
    {
        folder.Write("actions/" + step, script + "\n");
        await new Command("chmod").OutputAsync("+x", folder["actions/" + step]);
    }

    // Submits a task as this user; nobody is NS8 itself.
    public async Task<TaskResult> SubmitAsync(string action, string request, string user = "")
    {
        if (Errors(action, "validate-input.json", request) is [_, ..] errors)
            return new TaskResult(10, "validation-failed", string.Join('\n', errors), "", []);

        var done = new TaskResult(0, "running", "", "", []);
        foreach (var step in Directory.EnumerateFiles(folder["actions/" + action]).Where(step => !step.Contains("/validate-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var result = await RunStepAsync(action, step, request, user);
            var commands = await File.ReadAllLinesAsync(folder["commands"], TestContext.Current.CancellationToken);
            var status = commands.Contains("set-status validation-failed") ? "validation-failed" : done.Status;
            done = new TaskResult(result.ExitCode, status, done.Output + result.Output, done.Errors + result.Errors, [.. done.Commands, .. commands]);
            if (result.ExitCode != 0)
                return done with { Status = status == "running" ? "aborted" : status };
            if (status == "validation-failed")
                return done with { ExitCode = 10 };
        }

        return Errors(action, "validate-output.json", done.Output) is [_, ..] wrong
            ? done with { ExitCode = 1, Status = "aborted", Errors = done.Errors + string.Join('\n', wrong) }
            : done with { Status = "completed" };
    }

    public Task<string> SqlAsync(string statements) => new Command("sqlite3").OutputAsync("-bail", Database, statements);

    public Task<string> SnapshotAsync() => Snapshot.OfAsync(State);

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    // The agent's own variables, the environment file's lines that have an equals sign, and who asks for what, in this order.
    private async Task<CommandResult> RunStepAsync(string action, string step, string request, string user)
    {
        var agent = new Command("bash") { Input = request, Folder = State }
            .With("PATH", $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}")
            .With("PYTHONPATH", Path.Combine(Repository.Folder, "hooks/python"))
            .With("PYTHONDONTWRITEBYTECODE", "1")
            .With("AGENT_ID", "node/1");
        var lines = await File.ReadAllLinesAsync(Path.Combine(State, "environment"), TestContext.Current.CancellationToken);

        return await lines.Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=', 2))
            .Aggregate(agent, (command, line) => command.With(line[0], line[1]))
            .With("AGENT_COMFD", "3").With("AGENT_TASK_ID", "00000000-0000-0000-0000-000000000000").With("AGENT_TASK_ACTION", action).With("AGENT_TASK_USER", user)
            .RunAsync("-c", WithCommandPipe, step, folder["commands"]);
    }

    private List<string> Errors(string action, string name, string text)
    {
        if (!File.Exists(folder[$"actions/{action}/{name}"]))
            return [];

        using var schema = JsonDocument.Parse(File.ReadAllText(folder[$"actions/{action}/{name}"]));
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
