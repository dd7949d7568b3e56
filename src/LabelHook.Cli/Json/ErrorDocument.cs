using System.Text.Json.Serialization;

namespace LabelHook.Cli.Json;

/// <param name="Error">The first problem.</param>
/// <param name="Also">The others; left out where there are none.</param>
internal sealed record ErrorDocument(
    ProblemDocument Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemDocument>? Also)
{
    public static ErrorDocument Of(IReadOnlyList<Problem> problems) => new(
        ProblemDocument.Of(problems[0]), problems.Count == 1 ? null : [.. problems.Skip(1).Select(ProblemDocument.Of)]);
}
