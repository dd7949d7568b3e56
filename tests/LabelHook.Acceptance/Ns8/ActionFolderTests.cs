using System.Text.Json;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ns8;

public static class ActionFolderTests
{
    private static readonly string Folder = Repository.At("hooks/ns8");

    private static readonly string Actions = Path.Join(Folder, "actions");

    public static TheoryData<string> Schemas =>
    [
        .. Directory.EnumerateFiles(Actions, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Actions, file)),
    ];

    public static TheoryData<string> Steps =>
        [
            .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Folder, file))
                .Where(file => Path.GetExtension(file).Length == 0),
        ];

    [Theory]
    [MemberData(nameof(Schemas))]
    public static void A_schema_accepts_its_own_examples(string file)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Join(Actions, file)));

        Assert.EndsWith(
            file.Replace("/validate-", "-", StringComparison.Ordinal),
            schema.RootElement.GetProperty("$id").GetString(),
            StringComparison.Ordinal);
        Assert.All(
            schema.RootElement.GetProperty("examples").EnumerateArray(),
            example => Assert.Empty(JsonSchema.Check(schema.RootElement, example)));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public static async Task A_step_is_executable_and_readable(string file)
    {
        var step = Path.Join(Folder, file);

        await new Command("test").OutputAsync("-x", step);
        if ((await File.ReadAllTextAsync(step, TestContext.Current.CancellationToken)).StartsWith("#!/usr/bin/env python3\n", StringComparison.Ordinal))
            await new Command("python3").OutputAsync(
                "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 9))", step);
        else
            await new Command("sh").OutputAsync("-n", step);
    }

    [Fact]
    public static void Each_action_has_a_step_and_two_schemas()
    {
        string[] actions =
            [.. Directory.EnumerateDirectories(Actions).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

        Assert.Equal(["add-module", "allocate-ports", "deallocate-ports", "remove-module", "update-module"], actions);
        Assert.Equal(2 * actions.Length, Schemas.Count);
        Assert.Equal(actions.Length + 1, Steps.Count);
    }
}
