using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace LabelHook;

/// <summary>
/// The name of a module: 1 to 255 of the characters <c>A-Z a-z 0-9 _ . -</c>, starting with a letter or digit.
/// </summary>
/// <remarks>The default value is not a valid name; every operation rejects it.</remarks>
public readonly record struct ModuleName
{
    // In characters; NS8 declares the column as CHAR(255).
    internal const int MaxLength = 255;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly string? _value;

    private ModuleName(string value) => _value = value;

    /// <summary>Parses a module name.</summary>
    /// <param name="text">The name.</param>
    /// <returns>The valid name.</returns>
    /// <exception cref="LabelHookException">The text is not a valid module name.</exception>
    public static ModuleName Parse(string text) =>
        TryParse(text, out var name, out var problem) ? name : throw new LabelHookException(problem);

    /// <summary>Parses a module name.</summary>
    /// <param name="text">The name.</param>
    /// <param name="name">The valid name; the default value if the text is not valid.</param>
    /// <param name="problem">The error if the text is not valid; otherwise <see langword="null"/>.</param>
    /// <returns>Whether the text is a valid module name.</returns>
    public static bool TryParse(string? text, out ModuleName name, [NotNullWhen(false)] out Problem? problem)
    {
        text ??= "";
        var valid = text is [var first, ..] && char.IsAsciiLetterOrDigit(first)
            && text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(Allowed);
        name = valid ? new ModuleName(text) : default;
        problem = valid ? null : Problems.ModuleName(text);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";
}
