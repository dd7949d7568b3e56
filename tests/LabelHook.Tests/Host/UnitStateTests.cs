using LabelHook.Host;

namespace LabelHook.Tests.Host;

public static class UnitStateTests
{
    [Fact]
    public static void Units_are_read_in_the_order_of_systemctl_and_unknown_ones_are_left_out()
    {
        const string Output = """
            Result=success
            Id=labelhook-scan.path
            LoadState=loaded
            ActiveState=active
            UnitFileState=enabled

            Result=exit-code
            ExecMainExitTimestamp=@1795735129
            Id=labelhook-scan.service
            LoadState=loaded
            ActiveState=failed
            UnitFileState=static

            Id=labelhook-watch.service
            LoadState=not-found
            ActiveState=inactive
            """;

        Assert.Equal(
            [
                new UnitState("labelhook-scan.path", "enabled", "active", null, "success"),
                new UnitState(
                    "labelhook-scan.service",
                    "static",
                    "failed",
                    DateTimeOffset.FromUnixTimeSeconds(1795735129),
                    "exit-code"),
            ],
            UnitState.Parse(Output));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("no systemd here\n")]
    public static void Other_output_has_no_units(string output) => Assert.Empty(UnitState.Parse(output));
}
