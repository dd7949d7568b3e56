using System.Text.Json;

namespace LabelHook.Acceptance;

public static class ActionFolderTests
{
    private static readonly string Actions = Path.Combine(Repository.Folder, "hooks/ns8/actions");

    public static TheoryData<string> Schemas => [.. Directory.EnumerateFiles(Actions, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Actions, file))];

    public static TheoryData<string> Steps =>
        [.. Directory.EnumerateFiles(Actions, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Actions, file))];

    [Theory]
    [MemberData(nameof(Schemas))]
    public static void A_schema_accepts_its_own_examples(string file)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Actions, file)));

        Assert.EndsWith(file.Replace("/validate-", "-", StringComparison.Ordinal), schema.RootElement.GetProperty("$id").GetString(), StringComparison.Ordinal);
        Assert.All(schema.RootElement.GetProperty("examples").EnumerateArray(), example => Assert.Empty(JsonSchema.Check(schema.RootElement, example)));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public static async Task A_step_is_executable_and_sh_can_read_it(string file)
    {
        var step = Path.Combine(Actions, file);

        await new Command("test").OutputAsync("-x", step);
        await new Command("sh").OutputAsync("-n", step);
        Assert.StartsWith("#!/bin/sh\n", await File.ReadAllTextAsync(step, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public static void Every_action_has_a_step_and_two_schemas()
    {
        string[] actions = [.. Directory.EnumerateDirectories(Actions).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

        Assert.Equal(["add-module", "allocate-ports", "deallocate-ports", "remove-module", "update-module"], actions);
        Assert.Equal(2 * actions.Length, Schemas.Count);
        Assert.Equal(actions.Length, Steps.Count);
    }
}
