namespace LabelHook.Acceptance.Faults;

// A disk with a number of free pages, from none up to enough: one for the ports database, one for the environment file.
public static class FullDiskTests
{
    // More than any scenario writes.
    private const int MostPages = 50;

    public static TheoryData<string, string> Rows =>
        new((Sweep.IsFull ? Scenario.Names.Select(row => row.Data) :
        [
            "install on an empty node",
            "install of a block that has to move",
            "remove beside a line of another program",
        ])
            .SelectMany(_ => (string[])["state", "home"], (scenario, disk) => (scenario, disk)));

    [Theory]
    [MemberData(nameof(Rows))]
    public static async Task A_full_disk_is_reported_and_nothing_is_lost(string scenario, string disk)
    {
        await using var node = await FaultInjectionNode.StartAsync(scenario);
        var course = await ReferenceRun.OfAsync(node, scenario);
        var all = new List<string>();
        var pages = 0;

        for (var done = false; !done; pages++)
        {
            Assert.True(pages <= MostPages, "it never has enough");
            await node.ResetAsync();
            await node.ShellAsync($"""
                mv {disk} {disk}.before
                mkdir {disk}
                mount -t tmpfs -o size=512k,mode=755 tmpfs {disk}
                chown --reference={disk}.before {disk}
                cp -a {disk}.before/. {disk}
                rm -r {disk}.before
                head -c $(( $(df --output=avail -B4096 {disk} | tail -1) * 4096 - {pages} * 4096 )) /dev/zero >{disk}/filler
                """);
            var run = await node.RunAsync();
            await node.ShellAsync($"rm {disk}/filler");
            all.AddRange(
                (await course.FailuresAsync(node, run)).Select(
                    failure => $"{pages} pages left in {disk}: {failure}\n    {run.Errors}"));
            await node.ShellAsync($"umount {disk}");
            done = course.IsDone(run);
        }

        Sweep.Count("full-disk", $"{scenario}, {disk}", pages);
        Sweep.AssertNone(all);
    }
}
