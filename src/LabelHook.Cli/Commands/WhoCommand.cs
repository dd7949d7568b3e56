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
        var port = Arguments.Port();
        var at = Arguments.Time("--at", "Show which module had the port at this time");
        var command = new Command("who", "Show who uses a port: module, sockets, kernel, configuration") { port, at };
        command.SetAction(parsed =>
        {
            var question = PortQuestion.Parse(parsed.GetRequiredValue(port));
            var (number, protocols) = (question.Port, question.Protocols);
            var warnings = services.Absence(parsed);
            if (Arguments.ParseTime(parsed, at) is { } time)
                ShowPast(services.Terminal, number, services.Log(parsed).OwnersAt(number, protocols, time));
            else
                Show(services.Terminal, number, services.Inquiry(parsed).Ask(number, protocols), warnings);
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
