using System.Globalization;
using CsCheck;
using LabelHook.Acceptance.Faults;

namespace LabelHook.Acceptance.Ns8;

// Random actions on a node and on the reference: all answers and the final rows must be equal.
public sealed class ReferenceTests
{
    private const int FastTasks = 40;
    private const int FullTasks = 1000;

    // Like NS8's own step: it checks the quota itself, and allocates through node.ports_manager.
    private const string UpstreamShapedStep = """
        #!/usr/bin/env python3
        import agent, json, node.ports_manager as ports, os, sys
        request = json.load(sys.stdin)
        user, module, protocol = os.getenv("AGENT_TASK_USER"), request["module_id"], request["protocol"]
        def refuse(code, field, error):
            agent.set_status("validation-failed")
            json.dump([{"field": field, "parameter": field, "value": request[field], "error": error}], sys.stdout)
            sys.exit(code)
        if user not in ("", "module/" + module):
            refuse(32, "module_id", "module_permission_denied")
        demand = int(agent.redis_connect().hget(f"cluster/{protocol}_ports_demand", module) or 0)
        count = {"tcp": ports.get_tcp_ports_by_module, "udp": ports.get_udp_ports_by_module}[protocol]
        if user and request["ports"] + (count(module) if request["keep_existing"] else 0) > demand:
            refuse(33, "ports", "max_ports_exceeded")
        json.dump(ports.allocate_ports(request["ports"], module, protocol, request["keep_existing"]), sys.stdout)
        """;

    private static readonly string[] Modules = ["m1", "m2", "m3"];

    private static readonly string[] Protocols = ["tcp", "udp"];

    private static readonly Gen<Draw> Draws = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 11], Gen.Bool,
        (kind, module, protocol, tcp, udp, user, keep) =>
            new Draw(kind, Modules[module], Protocols[protocol], tcp, udp, UserOf(user, Modules[module]), keep));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task In_any_sequence_the_answers_are_those_of_NS8(bool isUpstreamShaped) =>
        Draws.Array[Sweep.IsFull ? FullTasks : FastTasks].SampleAsync(
            life => LiveAsync(life, isUpstreamShaped), iter: 1, threads: 1);

    private static async Task LiveAsync(Draw[] life, bool isUpstreamShaped)
    {
        await using var node = await AgentNode.StartAsync();
        if (isUpstreamShaped)
            await node.AddStepAsync("allocate-ports/50allocate", UpstreamShapedStep);
        var reference = new ReferenceNode();

        for (var number = 0; number < life.Length; number++)
        {
            var (expected, task) = await LiveAsync(node, reference, life[number]);
            var output = task.Output.Replace(" ", "", StringComparison.Ordinal).TrimEnd();
            var story = string.Join('\n', life.Take(number + 1));
            Assert.True(
                expected == (task.ExitCode, output),
                $"expected {expected}, got {task.ExitCode} {output}\n{task.Errors}\nafter:\n{story}");
        }

        Assert.Equal(reference.Rows("tcp"), await RowsAsync(node, "TCP_PORTS"));
        Assert.Equal(reference.Rows("udp"), await RowsAsync(node, "UDP_PORTS"));
    }

    // The order of the rows of a module decides its variables and answers; the order among modules does not matter.
    private static Task<string> RowsAsync(AgentNode node, string table) =>
        node.SqlAsync($"SELECT start, end, module FROM {table} ORDER BY module, rowid");

    private static async Task<((int, string), TaskResult)> LiveAsync(
        AgentNode node, ReferenceNode reference, Draw draw) => draw.Kind switch
        {
            0 => await UpdateAsync(node, reference, draw.Module, draw.Tcp, draw.Udp),
            1 => await RemoveAsync(node, reference, draw.Module),
            2 => await AddAsync(node, reference, draw.Module, draw.Tcp, draw.Udp),
            3 or 4 => await DeallocateAsync(node, reference, draw),
            5 => await AllocateAsync(
                node,
                reference,
                draw with { User = "", Protocol = "tcp", Module = draw.Module + "_rsync", Tcp = 1, Keep = false }),
            _ => await AllocateAsync(node, reference, draw),
        };

    private static string? UserOf(int number, string module) => number switch
    {
        0 => null,
        1 => "admin",
        2 => "cluster",
        3 => "node/1",
        4 => "module/m2",
        5 or 6 => "",
        _ => "module/" + module,
    };

    private static async Task<((int, string), TaskResult)> UpdateAsync(
        AgentNode node, ReferenceNode reference, string module, int tcp, int udp)
    {
        reference.Demand(module, tcp, udp);
        return ((0, ""), await node.UpdateAsync(module, "x/m:2", tcp, udp));
    }

    private static async Task<((int, string), TaskResult)> AddAsync(
        AgentNode node, ReferenceNode reference, string module, int tcp, int udp)
    {
        reference.Demand(module, tcp, udp);
        reference.Add(module);
        return ((0, """{"redis_sha256":"0"}"""), await node.AddAsync(module, tcp, udp));
    }

    private static async Task<((int, string), TaskResult)> RemoveAsync(
        AgentNode node, ReferenceNode reference, string module)
    {
        reference.Remove(module);
        return ((0, "{}"), await node.RemoveAsync(module));
    }

    private static async Task<((int, string), TaskResult)> DeallocateAsync(
        AgentNode node, ReferenceNode reference, Draw draw)
    {
        var request = $$"""{"module_id":"{{draw.Module}}","protocol":"{{draw.Protocol}}"}""";
        return (
            reference.Deallocate(draw.User, draw.Protocol, draw.Module),
            await node.SubmitAsync("deallocate-ports", request, draw.User));
    }

    private static async Task<((int, string), TaskResult)> AllocateAsync(
        AgentNode node, ReferenceNode reference, Draw draw)
    {
        var request = string.Create(CultureInfo.InvariantCulture,
            $$"""{"ports":{{draw.Tcp}},"module_id":"{{draw.Module}}","protocol":"{{draw.Protocol}}","keep_existing":{{(draw.Keep ? "true" : "false")}}}""");
        return (
            reference.Allocate(draw.User, draw.Protocol, draw.Module, draw.Tcp, draw.Keep),
            await node.SubmitAsync("allocate-ports", request, draw.User));
    }

    // An action on a node. Tcp: the number of ports for a request.
    private sealed record Draw(int Kind, string Module, string Protocol, int Tcp, int Udp, string? User, bool Keep);
}
