using LabelHook.Acceptance.Nodes;

namespace LabelHook.Acceptance.Program;

// A wrong call ends with 2, changes nothing, and says in one line what is wrong and which help tells more.
public static class WrongCallTests
{
    [Theory]
    [InlineData("", "a command is required; see 'labelhook --help'")]
    [InlineData("frob", "unknown command \"frob\"; see 'labelhook --help'")]
    [InlineData("instal m1 x.yaml", "unknown command \"instal\", did you mean install?; see 'labelhook --help'")]
    [InlineData("chekc", "unknown command \"chekc\", did you mean check?; see 'labelhook --help'")]
    [InlineData("ns8", "a command is required; see 'labelhook ns8 --help'")]
    [InlineData("ns8 add-modul", "unknown command \"add-modul\", did you mean add-module?; see 'labelhook ns8 --help'")]
    [InlineData("install m1", "IMAGE is required; see 'labelhook install --help'")]
    [InlineData("install m1 x.yaml again", "unexpected argument \"again\"; see 'labelhook install --help'")]
    [InlineData(
        "install m1 x.yaml --dryrun",
        "unknown option \"--dryrun\", did you mean --dry-run?; see 'labelhook install --help'")]
    [InlineData("list --stat=/tmp", "unknown option \"--stat\", did you mean --state?; see 'labelhook list --help'")]
    [InlineData("remove m1 -f", "unknown option \"-f\"; see 'labelhook remove --help'")]
    [InlineData("allocate m1 1", "option --protocol is required; see 'labelhook allocate --help'")]
    [InlineData("allocate m1 1 --protocol", "option --protocol requires a value; see 'labelhook allocate --help'")]
    [InlineData(
        "exec -- ls -l",
        "the module must be before -- and the command after, as in 'labelhook exec mattermost1 -- env'")]
    [InlineData(
        "exec m1 ls",
        "the module must be before -- and the command after, as in 'labelhook exec mattermost1 -- env'")]
    [InlineData("plan", "IMAGE[=COUNT] is required; see 'labelhook plan --help'")]
    [InlineData("plan x.yaml --dryrun", "unknown option \"--dryrun\"; see 'labelhook plan --help'")]
    [InlineData("plan x.yaml=0", "invalid count \"0\" of image \"x.yaml\": must be a whole number from 1 to 25000")]
    [InlineData(
        "plan x.yaml=25001", "invalid count \"25001\" of image \"x.yaml\": must be a whole number from 1 to 25000")]
    [InlineData(
        "install m1 web.Containerfile",
        "\"web.Containerfile\" is a Containerfile, not an image; build it first, and use the image")]
    [InlineData("list --json=true", "option --json does not accept a value; see 'labelhook list --help'")]
    public static async Task A_usage_error_names_the_mistake_and_the_help(string words, string sentence)
    {
        await using var node = new Node();

        var result = await LabelHookProgram.Command.With("LABELHOOK_STATE", node.State)
            .RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, "", $"labelhook: {sentence}\n"), (result.ExitCode, result.Output, result.Errors));
        Assert.False(Directory.Exists(node.State));
    }

    [Fact]
    public static async Task Metrics_have_no_JSON_form()
    {
        await using var node = new Node();

        var result = await node.RunAsync("metrics", "--json");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal("LH1108", result.ErrorJson.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("-n", "install", "-n", "x.yaml")]
    [InlineData("-n", "list", "-n")]
    [InlineData("-n", "allocate", "m1", "-n", "--protocol", "tcp")]
    [InlineData("-n", "map", "--svg", "-n")]
    [InlineData("--config", "map", "--svg", "--config", "x")]
    [InlineData("--dry-run", "install", "--env-file", "--dry-run", "m1", "x.yaml")]
    [InlineData("--help", "list", "--state", "--help")]
    [InlineData("--force", "reserve", "20001", "--protocol", "tcp", "--reason", "--force")]
    public static async Task An_option_is_never_read_as_a_value(string option, params string[] words)
    {
        await using var folder = new TemporaryFolder();

        var result =
            await LabelHookProgram.Command.In(folder.Path).With("LABELHOOK_STATE", folder["state"]).RunAsync(words);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(option, Assert.Single(result.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("claim web2 20001 --protocol tcp")]
    [InlineData("reserve 20001 --protocol tcp --reason SIP")]
    [InlineData("remove web2")]
    [InlineData("deallocate web2 --protocol udp")]
    [InlineData("list web2")]
    public static async Task A_change_that_the_node_does_not_allow_is_not_a_usage_error(string words)
    {
        await using var node = new Node();
        (await node.RunAsync("allocate", "web1", "2", "--protocol", "tcp")).Succeeded();

        Assert.Equal(1, (await node.RunAsync(words.Split(' '))).ExitCode);
    }

    [Fact]
    public static async Task Remove_and_deallocate_agree_on_an_unknown_module()
    {
        await using var node = new Node();

        var removed = await node.RunAsync("remove", "web1");

        Assert.Equal(
            removed.Failed().Errors, (await node.RunAsync("deallocate", "web1", "--protocol", "tcp")).Failed().Errors);
    }

    [Fact]
    public static async Task A_missing_key_of_a_request_of_NS8_is_named()
    {
        await using var node = new Node();

        var program = LabelHookProgram.Command.With("LABELHOOK_STATE", node.State);
        var asked = program with { Input = """{"ports":1,"protocol":"tcp"}""" };
        var result = await asked.RunAsync("ns8", "allocate-ports");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("lacks module_id, keep_existing;", result.Errors, StringComparison.Ordinal);
    }
}
