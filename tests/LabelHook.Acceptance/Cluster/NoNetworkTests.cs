using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

public static class NoNetworkTests
{
    [Fact]
    public static async Task An_installation_never_uses_the_network()
    {
        RealPart.RequireProgram("strace", "strace");
        await using var folder = new TemporaryFolder();
        string[] install =
        [
            LabelHookProgram.Command.Program, "install", "web1", Repository.At("samples/one-port.yaml"), "--state",
            folder["state"],
        ];

        await new Command("strace").OutputAsync(["-f", "-qqq", "-e", "trace=%network", "-o", folder["trace"], .. install]);

        var trace = await File.ReadAllTextAsync(folder["trace"], TestContext.Current.CancellationToken);
        var families = trace.Split("socket(").Skip(1).Select(call => call.Split(',')[0]).Distinct(StringComparer.Ordinal);
        Assert.Equal(["AF_NETLINK"], families); // asks the kernel for its sockets
    }
}
