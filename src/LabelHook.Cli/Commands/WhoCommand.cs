using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Lookup;

namespace LabelHook.Cli.Commands;

internal static class WhoCommand
{
    public static Command Create(Services services)
    {
        var subject = Arguments.Word(
            "MODULE|PORT", "A module, or a port or a range such as 20001, 20001/tcp or 20001-20010");
        var at = Arguments.Time("--at", "Show which module had the port at this time");
        var command = new Command("who", "Show who uses ports: modules, sockets, kernel, configuration") { subject, at };
        command.SetAction(parsed =>
        {
            var text = parsed.GetRequiredValue(subject);
            var warnings = services.Absence(parsed);
            if (Arguments.ParseTime(parsed, at) is { } time)
            {
                var question = PortQuestion.ParsePort(text);
                using var log = services.Log(parsed);
                var owners = log.OwnersAt(question.Ports.Start, question.Protocols, time);
                ShowPast(services.Terminal, question.Ports.Start, owners);
            }
            else if (PortQuestion.Matches(text))
            {
                ShowPorts(services, parsed, PortQuestion.Parse(text), warnings);
            }
            else
            {
                var module = ModuleName.Parse(text);
                var spans = services.Spans(parsed).Of(module) ?? throw services.Unknown(parsed, module);
                Show(services.Terminal, spans, warnings);
                if (spans.Count == 0)
                    services.Terminal.Say($"{module} has no ports");
            }

            services.Terminal.Warn(warnings);
        });
        return command;
    }

    private static void ShowPast(Terminal terminal, int port, IReadOnlyList<PastOwner> owners)
    {
        if (terminal.AsJson)
            terminal.Print(WhoAtDocument.From(port, owners), Documents.Default.WhoAtDocument);
        else
            terminal.PrintTable([.. owners.Select(owner => PortText.PastLine(port, owner))]);
    }

    private static void ShowPorts(
        Services services, ParseResult parsed, PortQuestion question, IReadOnlyList<string> warnings)
    {
        var (ports, protocols) = (question.Ports, question.Protocols);
        if (ports.Count == 1)
            Show(services.Terminal, ports.Start, services.Inquiry(parsed).Ask(ports.Start, protocols), warnings);
        else
            Show(services.Terminal, services.Spans(parsed).In(ports, protocols), warnings);
    }

    private static void Show(Terminal terminal, IReadOnlyList<PortSpan> spans, IReadOnlyList<string> warnings)
    {
        if (terminal.AsJson)
            terminal.Print(WhoPortsDocument.From(spans, warnings), Documents.Default.WhoPortsDocument);
        else if (spans.Count > 0)
            terminal.PrintTable([.. SpanText.Rows(spans, Services.IsRoot)]);
    }

    private static void Show(
        Terminal terminal, int port, IReadOnlyList<PortStatus> answers, IReadOnlyList<string> warnings)
    {
        if (terminal.AsJson)
        {
            terminal.Print(WhoDocument.From(port, answers, warnings), Documents.Default.WhoDocument);
            return;
        }

        foreach (var answer in answers)
        {
            if (answer != answers[0])
                terminal.Print("");
            terminal.PrintTable([.. PortText.Lines(answer, Services.IsRoot)]);
        }
    }
}
