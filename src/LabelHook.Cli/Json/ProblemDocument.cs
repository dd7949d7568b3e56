namespace LabelHook.Cli.Json;

internal sealed record ProblemDocument(string Code, string Message, string? Value, string? Accepted)
{
    public static ProblemDocument From(Problem problem) =>
        new(problem.Code, problem.Message, problem.Value, problem.Accepted);
}
