using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Containers;

// The tests of both engines, which have a derived class each.
public abstract class ContainerTests
{
    // A user and a group that own nothing.
    private const string Stranger = "65532:65532";

    private static readonly LabelledImage Image = NamedImages.Tagged;

    [Fact]
    public async Task The_command_of_the_page_allocates_the_ports_of_an_installed_image()
    {
        await using var node = await NodeAsync();
        await BuildAsync(Image);

        var first = (await node.InstallAsync()).Succeeded();
        var written = await File.ReadAllTextAsync(node.EnvironmentFile, TestContext.Current.CancellationToken);
        var second = (await node.InstallAsync()).Succeeded();

        Assert.Equal("TCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\n", first.Output);
        Assert.Equal(first.Output, written);
        Assert.Equal(first.Output, second.Output);
        Assert.Contains("is up to date", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_is_shared_with_the_program_on_the_host()
    {
        await using var contained = await NodeAsync();
        await using var host = new Node { State = contained.State };
        await BuildAsync(Image);
        (await host.RunAsync("allocate", "web1", "1", "--protocol", "tcp")).Succeeded();

        (await contained.InstallAsync()).Succeeded();

        Assert.Equal("20002-20003/tcp\n", (await host.RunAsync("remove", "mattermost1")).Succeeded().Output);
        Assert.Equal(
            "20001\n", (await contained.RunAsync("deallocate", "web1", "--protocol", "tcp")).Succeeded().Output);
    }

    [Fact]
    public async Task Only_the_state_is_written()
    {
        await using var node = await NodeAsync("--read-only");
        await BuildAsync(Image);

        (await node.InstallAsync()).Succeeded();

        Assert.True(File.Exists(node.EnvironmentFile));
    }

    [Fact]
    public async Task A_socket_that_is_not_mounted_is_reported_and_nothing_is_written()
    {
        await using var mounted = await NodeAsync();
        await using var node = new ContainedNode(await EngineAsync(), mounted.Socket) { HasSocket = false };

        var result = (await node.InstallAsync()).Failed();

        Assert.Contains(Image.Reference, result.Complaint, StringComparison.Ordinal);
        Assert.Contains("engine", result.Complaint, StringComparison.Ordinal);
        Refused(node, result);
    }

    [Fact]
    public async Task A_user_without_access_to_the_socket_is_told_and_nothing_is_written()
    {
        await using var node = await NodeAsync("--user", Stranger);
        await node.GiveStateToAsync(Stranger);

        var result = (await node.InstallAsync()).Failed();

        Assert.Contains(node.SocketInside, result.Complaint, StringComparison.Ordinal);
        Assert.Contains("permission denied", result.Complaint, StringComparison.Ordinal);
        Refused(node, result);
    }

    [Fact]
    public async Task Membership_in_the_group_of_the_socket_is_enough()
    {
        const string Group = "65533";
        await using var node = await NodeAsync("--user", $"65532:{Group}");
        await node.GiveStateToAsync(Stranger);
        await BuildAsync(Image);
        await new Command("chgrp").OutputAsync(Group, node.Socket);
        await new Command("chmod").OutputAsync("g+rw", node.Socket);

        (await node.InstallAsync()).Succeeded();

        Assert.Equal(
            "65532 65533",
            await new Command("stat").OutputAsync("--format", "%u %g", Path.Join(node.State, "ports.sqlite")));
    }

    [Fact]
    public async Task Any_user_can_use_an_own_state_folder()
    {
        await using var node = await NodeAsync(
            "--user", Stranger, "--volume", Repository.At("samples") + ":/samples:ro");
        await node.GiveStateToAsync(Stranger);

        var result = (await node.RunAsync("install", "mattermost1", "/samples/one-port.yaml")).Succeeded();

        Assert.Equal("TCP_PORT=20001\n", result.Output);
        Assert.Equal("65532 65532", await new Command("stat").OutputAsync("--format", "%u %g", node.EnvironmentFile));
    }

    [Fact]
    public async Task A_state_folder_of_another_user_is_reported_and_not_changed()
    {
        await using var node = await NodeAsync(
            "--user", Stranger, "--volume", Repository.At("samples") + ":/samples:ro");

        var result = (await node.RunAsync("install", "mattermost1", "/samples/one-port.yaml")).Failed();

        Assert.Contains("/var/lib/labelhook", result.Complaint, StringComparison.Ordinal);
        Refused(node, result);
    }

    [Fact]
    public async Task A_usage_error_sets_the_exit_code()
    {
        await using var node = await NodeAsync();

        var result = (await node.RunAsync("install")).Failed(2);

        Assert.StartsWith("labelhook: ", result.Complaint, StringComparison.Ordinal);
    }

    protected abstract Task<Command> EngineAsync();

    protected abstract Task<string> SocketAsync();

    protected abstract Task BuildAsync(LabelledImage labelled);

    protected async Task<ContainedNode> NodeAsync(params IReadOnlyList<string> options) =>
        new(await EngineAsync(), await SocketAsync()) { Options = options };

    private static void Refused(ContainedNode node, CommandResult result)
    {
        Assert.StartsWith("labelhook: ", result.Complaint, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.False(Directory.Exists(Path.Join(node.State, "modules")));
    }
}
