using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LabelHook.Authorizations;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Cli.Ns8;

/// <summary>
/// The steps of NS8's actions: JSON on standard input and output, the exit codes and the words of NS8's own steps. The agent says in
/// <c>AGENT_TASK_USER</c> who asks; nobody there is NS8 itself, which may do everything.
/// </summary>
internal static class Ns8Command
{
    private const int CouldNot = 1;
    private const int CalledWrongly = 2;
    private const int NotPermitted = 32;
    private const int QuotaExceeded = 33;

    /// <summary>Largest request in bytes; arbitrary, a thousand times what NS8 sends.</summary>
    private const int MaxRequest = 1024 * 1024;

    public static Command Create(CommonOptions common)
    {
        var terminal = common.Terminal;
        return new Command("ns8", "Run a step of an action of NethServer 8, with JSON on standard input and output")
        {
            Step("add-module", "Give a new module its ports, and print its variables", parsed =>
            {
                var request = Read(Ns8Documents.Default.AddModuleRequest);
                var variables = common.Ns8Node(parsed).Add(
                    ModuleName.Parse(request.ModuleId), request.Environment.GetValueOrDefault("IMAGE_URL", ""), request.TcpPortsDemand, request.UdpPortsDemand);
                terminal.Print(variables, Ns8Documents.Default.IReadOnlyDictionaryStringString);
            }),
            Step("update-module", "Make a changed demand the quota of a module, and give it the ports that it has grown by", parsed =>
            {
                var request = Read(Ns8Documents.Default.UpdateModuleRequest);
                var update = common.Ns8Node(parsed).Update(ModuleName.Parse(request.ModuleId), request.TcpPortsDemand, request.UdpPortsDemand);
                terminal.Print(UpdateModuleAnswer.Of(update), Ns8Documents.Default.UpdateModuleAnswer);
            }),
            Step("remove-module", "Give back all ports of a module and of its helpers", parsed =>
            {
                common.Hook(parsed).Remove(ModuleName.Parse(Read(Ns8Documents.Default.RemoveModuleRequest).ModuleId));
                terminal.Print("{}");
            }),
            Step("allocate-ports", "Give a module ports at its own request", parsed =>
            {
                var request = Read(Ns8Documents.Default.AllocatePortsRequest);
                var ports = common.Hook(parsed).Allocate(
                    ModuleName.Parse(request.ModuleId), request.Ports, CommonOptions.Protocol(request.Protocol), request.KeepExisting, Caller()).Ports;
                terminal.Print([ports.Start, ports.End], Ns8Documents.Default.Int32Array);
            }),
            Step("deallocate-ports", "Take back all ports of a module for a protocol at its own request", parsed =>
            {
                var request = Read(Ns8Documents.Default.DeallocatePortsRequest);
                var freed = common.Hook(parsed).Deallocate(ModuleName.Parse(request.ModuleId), CommonOptions.Protocol(request.Protocol), Caller());
                terminal.Print(UpdateModuleAnswer.Pairs(freed), Ns8Documents.Default.IReadOnlyListInt32Array);
            }),
        };

        Command Step(string name, string description, Action<ParseResult> step)
        {
            var command = new Command(name, description);
            command.SetAction(parsed => Run(terminal, name, () => step(parsed)));
            return command;
        }
    }

    private static int Run(Terminal terminal, string step, Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (LabelHookException error)
        {
            terminal.Fail(error.Problems);
            if (error.Problem.Kind != ProblemKind.Denied || step != "allocate-ports")
                return error.Problem.Code == Problems.JsonCode ? CalledWrongly : CouldNot;
            return Refuse(terminal, error.Problem);
        }
    }

    /// <summary>Tells the agent which field of the request is the reason, as its own validation does.</summary>
    private static int Refuse(Terminal terminal, Problem problem)
    {
        if (Environment.GetEnvironmentVariable("AGENT_COMFD") is { } number && int.TryParse(number, CultureInfo.InvariantCulture, out var descriptor))
        {
            using var handle = new SafeFileHandle(descriptor, ownsHandle: false);
            RandomAccess.Write(handle, "set-status validation-failed\n"u8, 0);
        }

        var overQuota = problem.Code == Problems.OverDemandCode;
        terminal.Print(
            [overQuota ? ValidationError.Of("ports", problem.Value!, "max_ports_exceeded") : ValidationError.Of("module_id", problem.Value!, "module_permission_denied")],
            Ns8Documents.Default.ValidationErrorArray);
        return overQuota ? QuotaExceeded : NotPermitted;
    }

    private static Caller Caller() => Environment.GetEnvironmentVariable("AGENT_TASK_USER") is { Length: > 0 } user
        ? Authorizations.Caller.Parse(user)
        : Authorizations.Caller.Administrator;

    private static T Read<T>(JsonTypeInfo<T> type)
    {
        var accepted = $"one JSON object of at most {MaxRequest / 1024} KiB with {string.Join(", ", type.Properties.Select(property => property.Name))}";
        var request = Terminal.Read(MaxRequest) ?? throw new LabelHookException(Problems.Json("is too large", accepted));
        try
        {
            return JsonSerializer.Deserialize(request, type) ?? throw new LabelHookException(Problems.Json("is null", accepted));
        }
        catch (JsonException error)
        {
            throw new LabelHookException(Problems.Json($"is wrong at {Problems.Shown(error.Path ?? "$")}", accepted), error);
        }
    }
}
