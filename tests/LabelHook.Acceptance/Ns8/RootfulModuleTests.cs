using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ns8;

// NS8 keeps the files of rootless modules in their homes, and those of rootful ones elsewhere; here both are folders of
// the test.
public sealed class RootfulModuleTests
{
    [Fact]
    public async Task After_a_loss_the_modules_of_both_locations_are_found()
    {
        await using var folder = new TemporaryFolder();
        folder.Write("home/one1/environment", "MODULE_ID=one1\nNODE_ID=1\nTCP_PORT=20001\n");
        folder.Write("rootful/two1/environment", "MODULE_ID=two1\nNODE_ID=1\nTCP_PORT=20002\nUDP_PORT=20001\n");
        var configuration = folder.Write("labelhook.yaml", $$"""
            avoid-in-use: false
            environment-file: ["{{folder["home"]}}/{module}/environment", "{{folder["rootful"]}}/{module}/environment"]
            """);
        await using var node = new Node(LabelHookProgram.Command, "--config", configuration);

        Assert.Contains(
            "/one1/environment",
            (await node.RunAsync("allocate", "new1", "1", "--protocol", "tcp")).Failed(1).Errors,
            StringComparison.Ordinal);
        File.Delete(folder["home/one1/environment"]);
        Assert.Contains(
            "/two1/environment",
            (await node.RunAsync("allocate", "new1", "1", "--protocol", "tcp")).Failed(1).Errors,
            StringComparison.Ordinal);

        (await node.RunAsync("adopt")).Succeeded();
        Assert.Equal("20001\n", (await node.RunAsync("allocate", "new1", "1", "--protocol", "tcp")).Succeeded().Output);
        Assert.Equal(
            "20003\n",
            (await node.RunAsync("allocate", "new1", "1", "--protocol", "tcp", "--keep-existing")).Succeeded().Output);
        Assert.DoesNotContain("two1", (await node.RunAsync("check")).Output, StringComparison.Ordinal);
    }
}
