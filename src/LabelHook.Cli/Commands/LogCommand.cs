using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Lookup;

namespace LabelHook.Cli.Commands;

internal static class LogCommand
{
    public static Command Create(Services services)
    {
        var subject = Arguments.Word(
            "MODULE|PORT", "Only changes of a module, or of a port such as 20001 or 20001/tcp");
        subject.Arity = ArgumentArity.ZeroOrOne;
        var since = Arguments.Time("--since", "Only changes from this time on");
        var command = new Command("log", "Show who allocated and released ports, and when") { subject, since };
        command.SetAction(parsed =>
        {
            var text = parsed.GetValue(subject);
            var port = PortQuestion.Matches(text) ? PortQuestion.ParsePort(text!) : null;
            ModuleName? module = text is not null && port is null ? ModuleName.Parse(text) : null;
            var start = Arguments.ParseTime(parsed, since);
            using var log = services.Log(parsed);
            var entries = log.Read(module, port?.Ports.Start, port?.Protocol, start);
            var warnings = services.Absence(parsed);
            if (services.Terminal.AsJson)
                services.Terminal.Print(LogDocument.From(entries, warnings), Documents.Default.LogDocument);
            else
                Show(services.Terminal, entries, warnings);
        });
        return command;
    }

    private static void Show(Terminal terminal, IEnumerable<LogEntry> entries, IReadOnlyList<string> warnings)
    {
        string[] heads = ["TIME", "CHANGE", "PORTS", "MODULE", "COMMAND", "IMAGE", "UNDO"];
        if (entries.Any())
            terminal.PrintTable(() => entries.Select(Row).Prepend(heads));
        else
            terminal.Say("no changes found");
        terminal.Warn(warnings);
    }

    private static string[] Row(LogEntry entry)
    {
        var change = entry.Change;
        return
        [
            Terminal.ExactTime(change.Time),
            change.IsAllocated ? "allocated" : "released",
            $"{change.Ports}/{change.Protocol.Lower()}",
            entry.Reserved is null ? change.Module : "(reserved)",
            change.Command ?? "(another program)",
            entry.Reserved ?? change.Image ?? "-",
            entry.Undo is { } undo ? $"labelhook {undo}" : "-",
        ];
    }
}
