namespace LabelHook;

/// <summary>The only exception type of this library. <see cref="Problem"/> has the error.</summary>
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

    /// <summary>The error; the first if there are several.</summary>
    public Problem Problem => Problems[0];

    /// <summary>All errors that were found, at least one.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
