using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

public static class UnitTests
{
    private static readonly string Units = Repository.At("hooks/cluster/systemd");

    [Fact]
    public static async Task Systemd_accepts_the_units()
    {
        RealPart.RequireProgram("systemd-analyze", "systemd");
        await using var folder = new TemporaryFolder();
        foreach (var unit in Directory.EnumerateFiles(Units))
        {
            var text = await File.ReadAllTextAsync(unit, TestContext.Current.CancellationToken);
            folder.Write(
                Path.GetFileName(unit),
                text.Replace("/usr/local/bin/labelhook-cluster", "/bin/true", StringComparison.Ordinal));
        }

        var result = await new Command("sh").In(folder.Path)
            .RunAsync("-c", "systemd-analyze verify --man=no ./labelhook-cluster-publish.*");

        Assert.Equal("", result.Succeeded().Errors);
    }

    // Two runs of the timer may be lost before other nodes call this one stale.
    [Fact]
    public static async Task The_timer_runs_often_enough()
    {
        var timer = await File.ReadAllTextAsync(
            Path.Join(Units, "labelhook-cluster-publish.timer"), TestContext.Current.CancellationToken);
        var page = await File.ReadAllTextAsync(
            Repository.At("hooks/cluster/README.md"), TestContext.Current.CancellationToken);

        Assert.Contains("OnUnitInactiveSec=10min\n", timer, StringComparison.Ordinal);
        Assert.Contains("the timer runs every 10 minutes", page, StringComparison.Ordinal);
    }
}
