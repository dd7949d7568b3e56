namespace LabelHook.Cli.Json;

// Error: The first problem.
// Also: The other problems.
internal sealed record ErrorDocument(ProblemDocument Error, IReadOnlyList<ProblemDocument> Also)
{
    public static ErrorDocument From(IReadOnlyList<Problem> problems) =>
        new(ProblemDocument.From(problems[0]), [.. problems.Skip(1).Select(ProblemDocument.From)]);
}
