using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Modules;
using LabelHook.Ports;

namespace LabelHook.Cli.Commands;

internal static class InstallCommand
{
    public static Command Create(Services services)
    {
        var module = Arguments.Module();
        var image = Arguments.Image();
        var pull = new Option<bool>("--pull") { Description = "Pull the image first" };
        var file = new Option<string>("--env-file")
        {
            Description = "Environment file of the module, if not the configured one",
            HelpName = "FILE",
        };
        var tcpPort = Arguments.FirstPort(
            "--tcp-port", "First TCP port [default: the current one, or the lowest free block]");
        var udpPort = Arguments.FirstPort(
            "--udp-port", "First UDP port [default: the current one, or the lowest free block]");
        var reset = new Option<bool>("--reset")
        {
            Description = "Allocate exactly what the image demands: "
                + "keep the first block if possible, and release the others",
        };
        var command = new Command(
            "install", "Allocate the ports that a module's image demands, and write its environment file")
        {
            module, image, pull, file, tcpPort, udpPort, reset, services.DryRun,
        };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var reference = parsed.GetRequiredValue(image);
            var environmentFile = parsed.GetValue(file) is { } path ? FullPath(path) : null;
            var isDryRun = parsed.GetValue(services.DryRun);
            var fixedPorts = new FixedPorts(Arguments.ParsePort(parsed, tcpPort), Arguments.ParsePort(parsed, udpPort));
            var images = services.Images(parsed);
            if (parsed.GetValue(pull))
            {
                using var view = new PullView(services.Terminal, reference);
                images.Pull(reference, view.Show);
            }

            var found = images.Find(reference);
            var result = services.Installer(parsed).Install(
                name, found, environmentFile, reset: parsed.GetValue(reset), fixedPorts: fixedPorts);
            Run(services, result, isDryRun);
        });
        return command;
    }

    private static void Run(Services services, InstallResult result, bool dryRun)
    {
        var terminal = services.Terminal;
        if (terminal.AsJson)
        {
            terminal.Print(InstallDocument.From(result), Documents.Default.InstallDocument);
            return;
        }

        foreach (var (name, value) in result.Variables)
            terminal.Print($"{name}={value}");
        foreach (var warning in result.Warnings)
            terminal.Warn(warning);
        terminal.Say((result.Changed, dryRun) switch
        {
            (false, _) when !result.MeetsDemand => $"{result.Record.Module} keeps its current ports",
            (false, _) => $"{result.Record.Module} is up to date",
            (true, true) => $"dry run: would write {result.EnvironmentFile}",
            (true, false) => $"wrote {result.EnvironmentFile}",
        });
    }

    private static string FullPath(string path) => path.Length > 0 && !path.EndsWith('/')
        ? Path.GetFullPath(path)
        : throw new LabelHookException(ProgramProblems.FilePath("--env-file", path));
}
