using System.Text.Json.Nodes;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ns8;

public sealed class BadRequestTests
{
    private const int TenMegabytes = 10 * 1024 * 1024;

    private static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        ["add-module"] =
            """{"module_id":"m2","is_rootfull":false,"environment":{"IMAGE_URL":"x/m:1"},"tcp_ports_demand":1,"udp_ports_demand":1}""",
        ["update-module"] = """{"module_id":"m1","tcp_ports_demand":2,"udp_ports_demand":1}""",
        ["remove-module"] = """{"module_id":"m1","preserve_data":false}""",
        ["allocate-ports"] = """{"ports":1,"module_id":"m1","protocol":"tcp","keep_existing":true}""",
        ["deallocate-ports"] = """{"module_id":"m1","protocol":"tcp"}""",
    };

    // The changes that make a valid request of an action invalid.
    private static readonly Dictionary<string, Func<string, string>> Faults = new(StringComparer.Ordinal)
    {
        ["nothing"] = _ => "",
        ["blanks"] = _ => " \n",
        ["null"] = _ => "null",
        ["a list"] = good => $"[{good}]",
        ["a text"] = _ => "\"m1\"",
        ["half of it"] = good => good[..(good.Length / 2)],
        ["two documents"] = good => good + good,
        ["two documents on two lines"] = good => $"{good}\n{good}\n",
        ["a comma too many"] = good => good.Replace("}", ",}", StringComparison.Ordinal),
        ["a comment"] = good => "// request\n" + good,
        ["the same field twice"] = good => good.Replace("{\"", "{\"module_id\":\"m3\",\"", StringComparison.Ordinal),
        ["ten megabytes of blanks"] = good => new string(' ', TenMegabytes) + good,
        ["a name of ten megabytes"] = good =>
            good.Replace("m1", new string('m', TenMegabytes), StringComparison.Ordinal)
                .Replace("m2", new string('m', TenMegabytes), StringComparison.Ordinal),
        ["ten megabytes of lists"] = _ => new string('[', TenMegabytes),
    };

    public static TheoryData<string, string> Requests =>
        new(Good.Keys.SelectMany(_ => Faults.Keys, (action, fault) => (action, fault)));

    public static TheoryData<string, string> Fields =>
        new(
            Good.SelectMany(
                good => JsonNode.Parse(good.Value)!.AsObject().Select(pair => pair.Key),
                (good, name) => (good.Key, name)));

    public static TheoryData<string> Actions => [.. Good.Keys];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_is_rejected_that_is(string action, string fault)
    {
        await using var folder = new TemporaryFolder();
        await RunAsync(
            folder, "allocate-ports", """{"ports":2,"module_id":"m1","protocol":"tcp","keep_existing":false}""");
        var before = await FolderSnapshot.TakeAsync(folder.Path);

        var result = await RunAsync(folder, action, Faults[fault](Good[action]));

        Assert.InRange(result.ExitCode, 1, 2);
        Assert.Equal("", result.Output);
        Assert.StartsWith("<3>labelhook: ", result.Errors, StringComparison.Ordinal);
        Assert.InRange(result.Errors.Length, 1, 1000);
        Assert.Equal(before, await FolderSnapshot.TakeAsync(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_may_not_be_missing_or_of_another_type(string action, string field)
    {
        await using var node = await AgentNode.StartAsync();
        var missing = JsonNode.Parse(Good[action])!.AsObject();
        missing.Remove(field);
        List<string> requests = [missing.ToJsonString()];
        foreach (var value in (string[])["null", "1.5", "[]", "[{}]"])
        {
            var wrong = JsonNode.Parse(Good[action])!.AsObject();
            wrong[field] = JsonNode.Parse(value);
            requests.Add(wrong.ToJsonString());
        }

        foreach (var request in requests)
        {
            var task = await node.SubmitAsync(action, request);

            Assert.Equal((10, "validation-failed"), (task.ExitCode, task.Status));
            Assert.Contains(field, task.Output, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(node.Database));
    }

    [Fact]
    public async Task Valid_requests_are_accepted_and_additional_fields_are_ignored()
    {
        await using var node = await AgentNode.StartAsync();

        foreach (var (action, request) in Good)
            (await node.SubmitAsync(action, request[..^1] + ",\"color\":1}")).Completed();
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_missing_field_is_named_and_no_unknown_field_is_requested(string action)
    {
        await using var folder = new TemporaryFolder();
        var schema = Repository.At($"hooks/ns8/actions/{action}/validate-input.json");
        var fields =
            JsonNode.Parse(await File.ReadAllTextAsync(schema, TestContext.Current.CancellationToken))!["properties"]!;

        var errors = (await RunAsync(folder, action, "{}")).Errors;

        var accepted =
            errors[(errors.LastIndexOf(" with ", StringComparison.Ordinal) + " with ".Length)..].TrimEnd().Split(", ");
        Assert.All(accepted, field => Assert.True(fields[field] is not null, field));
        Assert.Matches("lacks (ports, )?module_id", errors);
    }

    private static Task<CommandResult> RunAsync(TemporaryFolder folder, string action, string request) =>
        (LabelHookProgram.Command with { Input = request, Folder = folder.Path })
            .With("HOME", folder.Path)
            .With("LABELHOOK_DATABASE", "ports.sqlite")
            .With("AGENT_TASK_USER", "")
            .RunAsync("ns8", action);
}
