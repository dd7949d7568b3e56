using System.CommandLine;

namespace LabelHook.Cli;

internal static class WatchCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("watch", "Watch for image events and scan on each");
        command.SetAction(parsed =>
        {
            common.Terminal.IsInJournal = CommonOptions.IsInJournal;
            using var stop = new StopSignal();
            using var watch = new Watch(common, parsed);
            watch.Run(stop.Token);
        });
        return command;
    }
}
