using System.Text.RegularExpressions;
using LabelHook.Acceptance.Faults;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.PowerCuts;

// Acknowledged changes survive a power cut at any point, whatever unsynced data is lost.
public sealed partial class PowerCutTests
{
    // Waits until the changes in a folder are old enough for a sync of it to be remembered.
    public const string UntilOld = """until [ -z "$(find "$0" -newerct '2 seconds ago')" ]; do sleep 0.1; done""";

    // The preparation, separated by semicolons; the command during which the power fails. t3u2.yaml demands 3 TCP and 2
    // UDP ports.
    [Theory]
    [InlineData("", "install m1 t3u2.yaml")]
    [InlineData("install m1 t3u2.yaml", "install m2 t9u1.yaml")]
    [InlineData("install m1 t3u0.yaml", "install m1 t5u0.yaml")]
    [InlineData("install m1 t3u0.yaml; install m2 t2u0.yaml", "install m1 t5u1.yaml")]
    [InlineData("install m1 t8u3.yaml; install m2 t2u0.yaml", "install m1 t3u1.yaml")]
    [InlineData("install m1 t3u2.yaml; install m2 t2u0.yaml", "install m1 t0u0.yaml")]
    [InlineData("install m1 t3u2.yaml; install m2 t2u0.yaml", "remove m1")]
    [InlineData("install m1 t3u2.yaml; remove m1", "install m1 t3u2.yaml")]
    [InlineData("", "allocate m1 4 --protocol tcp")]
    [InlineData("install m1 t3u0.yaml; install m2 t2u0.yaml", "allocate m1 4 --protocol tcp")]
    [InlineData("install m1 t3u2.yaml", "deallocate m1 --protocol udp")]
    [InlineData("", "claim m1 25000-25010 --protocol udp")]
    [InlineData("install m1 t3u0.yaml", "claim m1 25000-25010 --protocol udp")]
    [InlineData("install m9 t4u1.yaml", "scan")]
    [InlineData("install m9 t4u1.yaml", "scan", 10)]
    [InlineData("scan", "scan", 10)]
    [InlineData("install m1 t3u2.yaml; install m2 t2u0.yaml; lose", "adopt")]
    [InlineData("install m1 t3u0.yaml", "reserve 20010-20019 --protocol tcp --reason backup")]
    public async Task Acknowledged_changes_survive(string before, string command, int images = 2)
    {
        await using var trial = await StartAsync(Seed.Draw(), before, PowerCutFigures.Bound);
        var arguments = Arguments(trial, command.Split(' '));

        (await trial.CutAsync(Program(trial, images), arguments)).Succeeded();
        await trial.RunAgainAsync(Program(trial, images), arguments);

        AssertKept(trial);
    }

    // A killed run leaves its changes unsynced; the next run finds them and must not rely on them.
    [Theory]
    [InlineData("", "install m1 t3u2.yaml")]
    [InlineData("install m1 t8u3.yaml; install m2 t2u0.yaml", "install m1 t3u0.yaml")]
    [InlineData("install m1 t3u2.yaml", "remove m1")]
    [InlineData("", "scan")]
    [InlineData("", "scan", 10)]
    [InlineData("", "scan", 10, "syncfs")]
    [InlineData("install m1 t3u2.yaml", "allocate m1 5 --protocol udp")]
    [InlineData("install m1 t3u2.yaml", "deallocate m1 --protocol udp")]
    [InlineData("install m1 t3u2.yaml; wait; install m1 t3u2.yaml", "install m1 t5u2.yaml")] // its folders are remembered
    [InlineData("install m1 t3u2.yaml; wait; install m1 t3u2.yaml", "remove m1")]
    public async Task A_change_that_a_killed_run_left_is_synced_before_it_is_acknowledged(
        string before, string command, int images = 2, string call = "fsync")
    {
        // A sample kills at every other sync, from a random first one on.
        var seed = Seed.Draw();
        var first = Sweep.IsFull ? 1 : 1 + (seed & 1);
        var sync = first;
        for (; ; sync += Sweep.IsFull ? 1 : 2)
        {
            await using var trial = await StartAsync(seed, before, PowerCutFigures.FastBound);
            var arguments = Arguments(trial, command.Split(' '));

            if (call == "syncfs" && !await SyncsDisksAsync(trial.State))
                return;
            if (!await trial.KillAsync(Program(trial, images), arguments, $"{call}:{sync}"))
                break;
            await trial.CutAsync(Program(trial, images), arguments, Sweep.IsFull);

            AssertKept(trial, $"killed at {call} {sync}");
        }

        Assert.True(sync > first, "no run was killed");
    }

    // A host with images for modules.
    public static Command Program(PowerCutTrial trial, int images = 2) => LabelHookProgram.Command.With(
        "CONTAINERS_STORAGE_CONF",
        trial.Install(
            [
                ("alpha", "3", "0"),
                ("beta", "2", "0"),
                .. Enumerable.Range(3, images - 2).Select(number => ($"image{number}", $"{number % 4}", $"{number % 3}")),
            ]));

    // Whether a scan of many images syncs the disk of a folder instead of each file.
    public static async Task<bool> SyncsDisksAsync(string folder)
    {
        var type = await new Command("stat").OutputAsync("--file-system", "--format=%T", Path.GetDirectoryName(folder)!);
        return type.Trim() is "ext2/ext3" or "xfs" or "btrfs";
    }

    // Changing sockets on this host would make two runs differ.
    public static string[] Arguments(PowerCutTrial trial, string[] words) =>
        [
            .. words.Select(word => Image(trial, word)),
            "--state",
            trial.State,
            "--config",
            trial.Write("labelhook.yaml", "avoid-in-use: false\n"),
        ];

    private static async Task<PowerCutTrial> StartAsync(int seed, string before, int bound)
    {
        var trial = new PowerCutTrial(seed, bound, PowerCutFigures.Sampled);
        try
        {
            foreach (var step in before.Split("; ", StringSplitOptions.RemoveEmptyEntries))
            {
                if (step == "lose")
                    await trial.PrepareAsync(
                        new Command("sh"), ["-euc", "rm \"$0\"/ports.sqlite*; sync \"$0\"", trial.State]);
                else if (step == "wait")
                    await new Command("sh").OutputAsync("-euc", UntilOld, trial.State);
                else
                    await trial.PrepareAsync(Program(trial), Arguments(trial, step.Split(' ')));
            }

            return trial;
        }
        catch
        {
            await trial.DisposeAsync();
            throw;
        }
    }

    private static void AssertKept(PowerCutTrial trial, string circumstance = "")
    {
        PowerCutFigures.Add(trial);
        Assert.True(trial.Broken.Count == 0, $"{circumstance}\n{string.Join('\n', trial.Broken)}");
    }

    private static string Image(PowerCutTrial trial, string word)
    {
        var image = ImageName.Match(word);
        return !image.Success ? word : trial.Write(word, $"""
            labels:
              org.nethserver.tcp-ports-demand: "{image.Groups["tcp"].Value}"
              org.nethserver.udp-ports-demand: "{image.Groups["udp"].Value}"

            """);
    }

    [GeneratedRegex(
        @"^t(?<tcp>[0-9]+)u(?<udp>[0-9]+)\.yaml\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ImageName { get; }
}
