using System.CommandLine;
using LabelHook.Cli.Options;

namespace LabelHook.Cli.Commands;

internal static class WatchCommand
{
    public static Command Create(Services services)
    {
        var command = new Command("watch", "Watch for image events and scan on each");
        command.SetAction(parsed =>
        {
            services.Terminal.IsInJournal = Services.IsInJournal;
            using var stop = new StopSignal();
            using var watch = new Watch(services, parsed);
            watch.Run(stop.Token);
        });
        return command;
    }
}
