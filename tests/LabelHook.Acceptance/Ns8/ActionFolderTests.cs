using System.Text.Json;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ns8;

public static class ActionFolderTests
{
    private static readonly string Folder = Repository.At("hooks/ns8");

    public static TheoryData<string> Schemas =>
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file)),
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
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Join(Folder, file)));

        Assert.EndsWith(
            file[(file.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace("/validate-", "-", StringComparison.Ordinal),
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
        string[] own = ["add-module", "allocate-ports", "deallocate-ports", "remove-module", "update-module"];

        Assert.Equal(own, Names("actions"));
        Assert.Equal(["lease-ports", "update-module"], Names("cluster-actions"));
        Assert.Equal(2 * (own.Length + 1), Schemas.Count); // NS8 has those of the cluster's update-module
        Assert.Equal(own.Length + 2, Steps.Count);
    }

    private static IEnumerable<string> Names(string kind)
    {
        var folders = Directory.EnumerateDirectories(Path.Join(Folder, kind));
        return folders.Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);
    }
}
