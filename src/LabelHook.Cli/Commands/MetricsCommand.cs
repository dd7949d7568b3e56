using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Host;

namespace LabelHook.Cli.Commands;

internal static class MetricsCommand
{
    public static Command Create(Services services)
    {
        var file = new Option<string>("--output")
        {
            Description = "Write a file, such as one in the textfile folder of Prometheus' node exporter",
            HelpName = "FILE",
        };
        var command = new Command("metrics", "Print the ports, modules and findings as metrics for Prometheus") { file };
        command.SetAction(parsed =>
        {
            if (services.Terminal.AsJson)
                throw new LabelHookException(ProgramProblems.Usage("metrics has no JSON form; see 'labelhook status --json'"));
            var path = Arguments.ParsePath(parsed, file);
            var text = services.Metrics(parsed);
            if (path is null)
                services.Terminal.PrintText(text.TrimEnd('\n'));
            else
                OutputFile.Write(path, text);
        });
        return command;
    }
}
