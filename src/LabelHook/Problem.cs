namespace LabelHook;

/// <summary>An error: a message for people, and fields for programs.</summary>
/// <param name="Code">A stable code, <c>LH</c> and four digits.</param>
/// <param name="Kind">What must change before the request can succeed.</param>
/// <param name="Message">
/// One sentence in lower case without a full stop, with the rejected value and what is accepted.
/// </param>
/// <param name="Value">The rejected value in full; <see langword="null"/> if there is none.</param>
/// <param name="Accepted">The accepted values; <see langword="null"/> if no other value would help.</param>
public sealed record Problem(
    string Code, ProblemKind Kind, string Message, string? Value = null, string? Accepted = null)
{
    /// <summary>
    /// One sentence in lower case without a full stop, with the rejected value and what is accepted. Control characters
    /// and other invisible characters are escaped.
    /// </summary>
    public string Message { get; internal init => field = PrintableText.Escape(value); } =
        PrintableText.Escape(Message);

    // Whether something had already changed; the message says what.
    internal bool IsLate { get; init; }

    // Whether the system failed rather than the file that it was reading: a retry may succeed.
    internal bool IsOfSystem { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
