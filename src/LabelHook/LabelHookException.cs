namespace LabelHook;

/// <summary>The one exception of this library; <see cref="Problem"/> tells what happened and <see cref="ProblemKind"/> tells the kinds apart.</summary>
public sealed class LabelHookException : Exception
{
    internal LabelHookException(Problem problem, Exception? inner = null)
        : base(problem.Message, inner)
    {
        Problems = [problem];
    }

    internal LabelHookException(IReadOnlyList<Problem> problems)
        : base(problems[0].Message)
    {
        Problems = problems;
    }

    /// <summary>What happened; the first one where there are several.</summary>
    public Problem Problem => Problems[0];

    /// <summary>Everything that was found wrong, at least one.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
