using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace LabelHook;

/// <summary>The name of a module: 1 to 255 of the characters <c>A-Z a-z 0-9 _ . -</c>, the first a letter or a digit.</summary>
/// <remarks>The default value is no name at all; every operation refuses it.</remarks>
public readonly record struct ModuleName
{
    /// <summary>Longest name in characters; the column of upstream's table is <c>CHAR(255)</c>.</summary>
    internal const int MaxLength = 255;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly string? _value;

    private ModuleName(string value) => _value = value;

    /// <summary>Reads a module's name.</summary>
    /// <param name="text">The name.</param>
    /// <returns>The name, checked.</returns>
    /// <exception cref="LabelHookException">The text is no module name.</exception>
    public static ModuleName Parse(string text) => TryParse(text, out var name, out var problem) ? name : throw new LabelHookException(problem);

    /// <summary>Reads a module's name.</summary>
    /// <param name="text">The name.</param>
    /// <param name="name">The name, checked; the default value when the text is none.</param>
    /// <param name="problem">What is wrong with the text.</param>
    /// <returns>Whether the text is a module name.</returns>
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
