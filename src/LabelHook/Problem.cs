namespace LabelHook;

/// <summary>Something that was refused or could not be done: words for a person, fields for a program.</summary>
/// <param name="Code">A stable number: <c>LH</c> and four digits.</param>
/// <param name="Kind">Which part of the world has to change before it can work.</param>
/// <param name="Message">One sentence in lower case, without a full stop, that holds the value and what is accepted.</param>
/// <param name="Value">The value that was refused, unabridged; <see langword="null"/> where there is none.</param>
/// <param name="Accepted">What would have been accepted; <see langword="null"/> where there is nothing to choose.</param>
public sealed record Problem(string Code, ProblemKind Kind, string Message, string? Value = null, string? Accepted = null)
{
    /// <summary>One sentence in lower case, without a full stop, that holds the value and what is accepted; words of others stand in it escaped.</summary>
    public string Message { get; internal init => field = PrintableText.Escape(value); } = PrintableText.Escape(Message);

    /// <summary>Whether it came too late to leave all as it was; the message says what is changed.</summary>
    internal bool IsLate { get; init; }

    /// <summary>Whether the system is in trouble, and not the file that it is about: another look may find it fit.</summary>
    internal bool IsOfSystem { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
