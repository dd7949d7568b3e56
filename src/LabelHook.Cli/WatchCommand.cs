using System.CommandLine;
using System.Runtime.InteropServices;

namespace LabelHook.Cli;

internal static class WatchCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("watch", "Stay, and scan whenever the engine reports that something happened to an image");
        command.SetAction(parsed =>
        {
            common.Terminal.IsInJournal = CommonOptions.IsInJournal;
            using var stop = new CancellationTokenSource();
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
            using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
            using var watch = new Watch(common, parsed);
            watch.Run(stop.Token);

            void End(PosixSignalContext signal)
            {
                signal.Cancel = true;
                stop.Cancel();
            }
        });
        return command;
    }
}
