using System.Text.Json.Serialization;

namespace LabelHook.Cli.Json;

// Error: The first problem.
// Also: The others; left out where there are none.
internal sealed record ErrorDocument(
    ProblemDocument Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemDocument>? Also)
{
    public static ErrorDocument Of(IReadOnlyList<Problem> problems) => new(
        ProblemDocument.Of(problems[0]), problems.Count == 1 ? null : [.. problems.Skip(1).Select(ProblemDocument.Of)]);
}
