using System.CommandLine;
using System.Globalization;
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
        var command = new Command("who", "Show who uses a port: module, sockets, kernel, configuration") { port };
        command.SetAction(parsed =>
        {
            var (number, protocols) = Question(parsed.GetRequiredValue(port));
            var answers = services.Inquiry(parsed).Ask(number, protocols);
            var warnings = services.Absence(parsed);
            if (services.Terminal.AsJson)
                services.Terminal.Print(WhoDocument.From(number, answers, warnings), Documents.Default.WhoDocument);
            else
                Show(services.Terminal, answers);
            services.Terminal.Warn(warnings);
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<PortStatus> answers)
    {
        foreach (var answer in answers)
        {
            if (answer != answers[0])
                terminal.Print("");
            terminal.PrintTable([.. PortText.Lines(answer, Services.IsRoot)]);
        }
    }

    // A port of one protocol, or of both where none is named.
    private static (int Port, Protocol[] Protocols) Question(string text)
    {
        var parts = text.Split('/');
        Protocol protocol = default;
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= PortRange.MaxPort
            && (parts.Length == 1 || (parts.Length == 2 && ProtocolName.TryParse(parts[1], out protocol)))
            ? (port, parts.Length == 1 ? ProtocolName.All : [protocol])
            : throw new LabelHookException(ProgramProblems.Port(text));
    }
}
