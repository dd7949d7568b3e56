using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Modules;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Cli.Ns8;

// Steps of NS8's actions: JSON on standard input and output, with the exit codes and error names of NS8's own steps.
// The agent sets AGENT_TASK_USER to the caller.
internal static class Ns8Command
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int InvalidRequest = 2;
    private const int NotPermitted = 32;
    private const int QuotaExceeded = 33;

    // Largest request in bytes; arbitrary, a thousand times what NS8 sends.
    private const int MaxRequest = 1024 * 1024;

    private static string? TaskUser => Environment.GetEnvironmentVariable("AGENT_TASK_USER");

    public static Command Create(Services services)
    {
        var terminal = services.Terminal;
        return new Command("ns8", "Run a step of a NethServer 8 action, with JSON on standard input and output")
        {
            Step("add-module", "Allocate ports to a new module, and print its variables", parsed =>
            {
                var request = Read(Ns8Documents.Default.AddModuleRequest);
                var image = request.Environment.GetValueOrDefault("IMAGE_URL") ?? "";
                var (tcp, udp) = (Wanted(request.TcpPortsDemand), Wanted(request.UdpPortsDemand));
                var variables = services.Ns8Node(parsed).Add(ModuleName.Parse(request.ModuleId), image, tcp, udp);
                Print(terminal, variables, Ns8Documents.Default.IReadOnlyDictionaryStringString);
                return Done;
            }),
            Step("update-module", "Record the demand of a module's updated image, and print its ports", parsed =>
            {
                var request = Read(Ns8Documents.Default.UpdateModuleRequest);
                var name = ModuleName.Parse(request.ModuleId);
                var (tcp, udp) = (Wanted(request.TcpPortsDemand), Wanted(request.UdpPortsDemand));
                var ports = services.Ns8Node(parsed).Update(name, request.ImageUrl, tcp, udp);
                Print(terminal, UpdateModuleAnswer.FromPorts(ports), Ns8Documents.Default.UpdateModuleAnswer);
                return Done;
            }),
            Step("remove-module", "Release all ports of a module and of its helpers", parsed =>
            {
                var request = Read(Ns8Documents.Default.RemoveModuleRequest);
                services.Remover(parsed).Remove(ModuleName.Parse(request.ModuleId));
                terminal.Print("{}");
                return Done;
            }),
            AllocateStep(services),
            Step("deallocate-ports", "Release all ports of a module for one protocol at its own request", parsed =>
            {
                var request = Read(Ns8Documents.Default.DeallocatePortsRequest);
                var caller = Caller.OfTask(TaskUser, request.ModuleId);
                var name = ModuleName.Parse(request.ModuleId);
                var protocol = Arguments.ParseProtocol(request.Protocol);
                var released = services.PortRequests(parsed).Deallocate(name, protocol, caller) ?? [];
                Print(terminal, UpdateModuleAnswer.Pairs(released), Ns8Documents.Default.IReadOnlyListInt32Array);
                return Done;
            }),
        };

        Command Step(string name, string description, Func<ParseResult, int> step)
        {
            var command = new Command(name, description);
            command.SetAction(parsed => Run(terminal, () => step(parsed)));
            return command;
        }
    }

    private static Command AllocateStep(Services services)
    {
        var demand = new Option<string>("--demand")
        {
            Description = "Number of ports that the image demands, from the cluster [default: the recorded number]",
            HelpName = "COUNT",
        };
        var command = new Command("allocate-ports", "Allocate ports to a module at its own request") { demand };
        command.SetAction(parsed =>
            Run(services.Terminal, () => Allocate(services, parsed, Demand(parsed.GetValue(demand)))));
        return command;
    }

    private static int? Demand(string? text)
    {
        if (text is null)
            return null;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var demand);
        return isNumber && demand <= PortRange.MaxPort
            ? demand
            : throw new LabelHookException(ProgramProblems.TaskDemand(text));
    }

    // NS8 treats a negative demand as 0.
    private static int Wanted(int demand) => Math.Max(0, demand);

    private static int Run(Terminal terminal, Func<int> step)
    {
        terminal.IsInJournal = true;
        try
        {
            return step();
        }
        catch (LabelHookException error)
        {
            terminal.Fail(error.Problems);
            return error.Problem.Code == ProgramProblems.JsonCode ? InvalidRequest : Failed;
        }
    }

    private static int Allocate(Services services, ParseResult parsed, int? demand)
    {
        var request = Read(Ns8Documents.Default.AllocatePortsRequest);
        var count = request.ToCount() ?? throw new LabelHookException(
            ProgramProblems.Json("is not valid at \"$.ports\"", "a whole number of ports"));
        try
        {
            var caller = Caller.OfTask(TaskUser, request.ModuleId, demand);
            var name = ModuleName.Parse(request.ModuleId);
            var protocol = Arguments.ParseProtocol(request.Protocol);
            var result = services.PortRequests(parsed).Allocate(name, count, protocol, request.KeepExisting, caller);
            Print(services.Terminal, [result.Ports.Start, result.Ports.End], Ns8Documents.Default.Int32Array);
            return Done;
        }
        catch (LabelHookException error) when (error.Problem.Code == ModuleProblems.OverDemandCode)
        {
            var field = new ValidationError("ports", "ports", request.Ports, "max_ports_exceeded");
            return Refuse(services.Terminal, error, field, QuotaExceeded);
        }
        catch (LabelHookException error) when (error.Problem.Kind == ProblemKind.Denied)
        {
            return Refuse(services.Terminal, error, ValidationError.ForModule(request.ModuleId), NotPermitted);
        }
    }

    // Reports the rejected field of the request to the agent, as its own validation does.
    private static int Refuse(Terminal terminal, LabelHookException error, ValidationError field, int exitCode)
    {
        terminal.Fail(error.Problems);
        Print(terminal, [field], Ns8Documents.Default.ValidationErrorArray);
        var number = Environment.GetEnvironmentVariable("AGENT_COMFD");
        if (int.TryParse(number, CultureInfo.InvariantCulture, out var descriptor))
            NotifyAgent(terminal, descriptor);
        return exitCode;
    }

    private static void NotifyAgent(Terminal terminal, int descriptor)
    {
        try
        {
            // As a stream, because a pipe cannot be written at an offset.
            using var handle = new SafeFileHandle(descriptor, ownsHandle: false);
            using var agent = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            agent.Write("set-status validation-failed\n"u8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            terminal.Warn($"cannot notify the agent: AGENT_COMFD is {descriptor}, which is not writable");
        }
    }

    private static void Print<T>(Terminal terminal, T answer, JsonTypeInfo<T> type) =>
        terminal.PrintText(JsonSerializer.Serialize(answer, type));

    private static T Read<T>(JsonTypeInfo<T> type)
    {
        var names = string.Join(", ", type.Properties.Select(property => property.Name));
        var accepted = $"one JSON object of at most {MaxRequest / 1024} KiB with {names}";
        var request = Terminal.Read(MaxRequest)
            ?? throw new LabelHookException(ProgramProblems.Json("is too large", accepted));
        try
        {
            var json = JsonElement.Parse(request);
            if (Missing(json, type) is { Count: > 0 } missing)
                throw new LabelHookException(ProgramProblems.Json($"lacks {string.Join(", ", missing)}", accepted));
            return json.Deserialize(type) ?? throw new LabelHookException(ProgramProblems.Json("is null", accepted));
        }
        catch (JsonException error)
        {
            var wrong = $"is not valid at {Wording.Shown(error.Path ?? "$")}";
            throw new LabelHookException(ProgramProblems.Json(wrong, accepted), error);
        }
    }

    private static List<string> Missing(JsonElement json, JsonTypeInfo type)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return [];
        var required = type.Properties.Where(property => property.IsRequired).Select(property => property.Name);
        return [.. required.Where(name => !json.TryGetProperty(name, out _))];
    }
}
