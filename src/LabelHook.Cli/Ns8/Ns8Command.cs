using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Modules;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Cli.Ns8;

// The steps of NS8's actions: JSON on standard input and output, the exit codes and the words of NS8's own steps. The
// agent says in AGENT_TASK_USER who asks.
internal static class Ns8Command
{
    private const int Done = 0;
    private const int CouldNot = 1;
    private const int CalledWrongly = 2;
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
                var variables = services.Ns8Node(parsed).Add(
                    ModuleName.Parse(request.ModuleId), request.Environment.GetValueOrDefault("IMAGE_URL") ?? "", Wanted(request.TcpPortsDemand), Wanted(request.UdpPortsDemand));
                Print(terminal, variables, Ns8Documents.Default.IReadOnlyDictionaryStringString);
                return Done;
            }),
            Step("update-module", "Record what a module's updated image demands, and print the ports of the module", parsed =>
            {
                var request = Read(Ns8Documents.Default.UpdateModuleRequest);
                var holding = services.Ns8Node(parsed).Update(
                    ModuleName.Parse(request.ModuleId), request.ImageUrl, Wanted(request.TcpPortsDemand), Wanted(request.UdpPortsDemand));
                Print(terminal, UpdateModuleAnswer.FromPorts(holding), Ns8Documents.Default.UpdateModuleAnswer);
                return Done;
            }),
            Step("remove-module", "Release all ports of a module and of its helpers", parsed =>
            {
                services.Remover(parsed).Remove(ModuleName.Parse(Read(Ns8Documents.Default.RemoveModuleRequest).ModuleId));
                terminal.Print("{}");
                return Done;
            }),
            AllocateStep(services),
            Step("deallocate-ports", "Release all ports of a module for one protocol at its own request", parsed =>
            {
                var request = Read(Ns8Documents.Default.DeallocatePortsRequest);
                var caller = Caller.OfTask(TaskUser, request.ModuleId);
                var freed = services.PortRequests(parsed).Deallocate(ModuleName.Parse(request.ModuleId), Arguments.ParseProtocol(request.Protocol), caller) ?? [];
                Print(terminal, UpdateModuleAnswer.Pairs(freed), Ns8Documents.Default.IReadOnlyListInt32Array);
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
            Description = "Number of ports that the module's image demands, from the cluster [default: the recorded number]",
            HelpName = "COUNT",
        };
        var command = new Command("allocate-ports", "Allocate ports to a module at its own request") { demand };
        command.SetAction(parsed => Run(services.Terminal, () => Allocate(services, parsed, Demand(parsed.GetValue(demand)))));
        return command;
    }

    private static int? Demand(string? text)
    {
        if (text is null)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var demand) && demand <= PortRange.MaxPort
            ? demand
            : throw new LabelHookException(ProgramProblems.TaskDemand(text));
    }

    // NS8 reads a demand below one as none.
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
            return error.Problem.Code == ProgramProblems.JsonCode ? CalledWrongly : CouldNot;
        }
    }

    private static int Allocate(Services services, ParseResult parsed, int? demand)
    {
        var request = Read(Ns8Documents.Default.AllocatePortsRequest);
        var count = request.ToCount() ?? throw new LabelHookException(ProgramProblems.Json("is wrong at \"$.ports\"", "a whole number of ports"));
        try
        {
            var caller = Caller.OfTask(TaskUser, request.ModuleId, demand);
            var ports = services.PortRequests(parsed).Allocate(
                ModuleName.Parse(request.ModuleId), count, Arguments.ParseProtocol(request.Protocol), request.KeepExisting, caller).Ports;
            Print(services.Terminal, [ports.Start, ports.End], Ns8Documents.Default.Int32Array);
            return Done;
        }
        catch (LabelHookException error) when (error.Problem.Code == ModuleProblems.OverDemandCode)
        {
            return Refuse(services.Terminal, error, new ValidationError("ports", "ports", request.Ports, "max_ports_exceeded"), QuotaExceeded);
        }
        catch (LabelHookException error) when (error.Problem.Kind == ProblemKind.Denied)
        {
            return Refuse(services.Terminal, error, ValidationError.OfModule(request.ModuleId), NotPermitted);
        }
    }

    // Tells the agent which field of the request is the reason, as its own validation does.
    private static int Refuse(Terminal terminal, LabelHookException error, ValidationError field, int exitCode)
    {
        terminal.Fail(error.Problems);
        Print(terminal, [field], Ns8Documents.Default.ValidationErrorArray);
        if (Environment.GetEnvironmentVariable("AGENT_COMFD") is { } number && int.TryParse(number, CultureInfo.InvariantCulture, out var descriptor))
            TellAgent(terminal, descriptor);
        return exitCode;
    }

    private static void TellAgent(Terminal terminal, int descriptor)
    {
        try
        {
            // A pipe: it cannot be written at an offset.
            using var agent = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
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
        var accepted = $"one JSON object of at most {MaxRequest / 1024} KiB with {string.Join(", ", type.Properties.Select(property => property.Name))}";
        var request = Terminal.Read(MaxRequest) ?? throw new LabelHookException(ProgramProblems.Json("is too large", accepted));
        try
        {
            var json = JsonElement.Parse(request);
            if (Missing(json, type) is { Count: > 0 } missing)
                throw new LabelHookException(ProgramProblems.Json($"lacks {string.Join(", ", missing)}", accepted));
            return json.Deserialize(type) ?? throw new LabelHookException(ProgramProblems.Json("is null", accepted));
        }
        catch (JsonException error)
        {
            throw new LabelHookException(ProgramProblems.Json($"is wrong at {Wording.Shown(error.Path ?? "$")}", accepted), error);
        }
    }

    private static List<string> Missing(JsonElement json, JsonTypeInfo type) => json.ValueKind != JsonValueKind.Object
        ? []
        : [.. type.Properties.Where(property => property.IsRequired && !json.TryGetProperty(property.Name, out _)).Select(property => property.Name)];
}
