namespace LabelHook.Cli.Json;

// Error: the first problem.
// Also: the others.
internal sealed record ErrorDocument(ProblemDocument Error, IReadOnlyList<ProblemDocument> Also)
{
    public static ErrorDocument From(IReadOnlyList<Problem> problems) =>
        new(ProblemDocument.From(problems[0]), [.. problems.Skip(1).Select(ProblemDocument.From)]);
}
