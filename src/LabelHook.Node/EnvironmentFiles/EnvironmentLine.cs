using System.Buffers;
using System.Text;

namespace LabelHook.EnvironmentFiles;

// One line of an environment file, as its readers see it: systemd, sh, podman, docker, compose and NS8's agent.
// Warning: The readers understand the line differently.
// Error: The line changes the meaning of others, or makes a reader refuse the whole file.
internal readonly record struct EnvironmentLine
{
    // podman and docker stop at 64 KiB, including the line feed.
    public const int MaxLength = 65_533;

    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    // Variables that a shell does not allow to be set, or not to any value; some shells stop reading the file there.
    private static readonly string[] ShellNames =
    [
        "_", "UID", "EUID", "PPID", "GROUPS", "LINENO", "OPTIND", "RANDOM", "SRANDOM", "SECONDS", "EPOCHSECONDS",
        "EPOCHREALTIME", "HISTCMD", "DIRSTACK", "FUNCNAME", "SHELLOPTS", "BASHOPTS", "BASHPID", "BASH_ARGC",
        "BASH_ARGV", "BASH_ARGV0", "BASH_CMDS", "BASH_ALIASES", "BASH_COMMAND", "BASH_LINENO", "BASH_REMATCH",
        "BASH_SOURCE", "BASH_SUBSHELL", "BASH_VERSINFO", "PIPESTATUS",
    ];

    private EnvironmentLine(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    // The line without its line feed.
    public ReadOnlyMemory<byte> Bytes { get; }

    // The variable that all readers find in the line; null when they find none or disagree on its name.
    public string? Name { get; private init; }

    // What is wrong with a value is found only when it is asked for: most readers of files do not ask.
    public string? Warning => Name is null ? OtherWarning : WarningOf(Name, Value);

    // That of a line without a variable.
    private string? OtherWarning { get; init; }

    public string? Error { get; private init; }

    // Everything after the first equals sign, as readers without quoting take it.
    public string Value => Encoding.UTF8.GetString(Bytes.Span[(Bytes.Span.IndexOf((byte)'=') + 1)..]);

    public static EnvironmentLine ForVariable(string name, string value) =>
        Read(Encoding.UTF8.GetBytes($"{name}={value}"));

    public static EnvironmentLine Read(ReadOnlyMemory<byte> bytes)
    {
        var line = new EnvironmentLine(bytes);
        var text = bytes.Span;
        if (BrokenText(text) is { } broken)
            return line with { Error = broken };

        var rest = text.TrimStart(" \t"u8);
        if (rest.IsEmpty)
            return line;
        if (rest[^1] == '\\')
            return line with { Error = "ends in a backslash, which joins the next line to it" };
        if (rest[0] == ';')
            return line with { Error = "starts with a semicolon, which only systemd reads as a comment" };

        var equals = rest.IndexOf((byte)'=');
        if (rest[0] == '#' && equals < 0)
            return line;
        if (rest[0] == '#')
            return line with { OtherWarning = "is a comment with an equals sign, which NS8's agent reads as a variable" };
        if (equals < 0)
            return line with { Error = "has no equals sign" };
        return Assignment(line, rest[..equals], rest[(equals + 1)..], isIndented: rest.Length < text.Length);
    }

    private static EnvironmentLine Assignment(
        EnvironmentLine line, ReadOnlySpan<byte> nameBytes, ReadOnlySpan<byte> valueBytes, bool isIndented)
    {
        if (nameBytes.IsEmpty)
            return line with { Error = "has no name before its equals sign" };
        if (nameBytes.IndexOfAny((byte)' ', (byte)'\t') >= 0)
            return line with { Error = "has a blank in the name" };
        if (!IsClosed(valueBytes))
            return line with { Error = "opens a quote and does not close it" };
        if (nameBytes.ContainsAnyExcept(NameCharacters) || char.IsAsciiDigit((char)nameBytes[0]))
            return line with { OtherWarning = "has a name that systemd ignores and sh runs as a command" };

        var name = Encoding.ASCII.GetString(nameBytes);
        if (isIndented && PortVariables.Names.Contains(name))
            return line with { Error = $"sets {name} after a blank, which NS8 reads as part of the name" };
        if (isIndented)
            return line with { OtherWarning = "is indented, which NS8 reads as part of the name" };
        return line with { Name = name };
    }

    private static string? WarningOf(string name, string value)
    {
        if (value.AsSpan().TrimStart(" \t") is ['\'' or '"', ..])
            return ShellValue.InQuotes(value) ?? "has a quoted value, and podman, docker and NS8 keep the quotes";
        return ShellNames.Contains(name) ? $"sets {name}, which sh reserves for itself" : ShellValue.Difference(value);
    }

    // For systemd, a quote is special only at the start of the value or after a closed quote, with or without blanks in
    // between.
    private static bool IsClosed(ReadOnlySpan<byte> value)
    {
        while ((value = value.TrimStart(" \t"u8)) is [(byte)'\'' or (byte)'"', ..])
        {
            var quote = value[0];
            var i = 1;
            while (i < value.Length && value[i] != quote)
                i += quote == '"' && value[i] == '\\' ? 2 : 1;
            if (i >= value.Length)
                return false;
            value = value[(i + 1)..];
        }

        return true;
    }

    private static string? BrokenText(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxLength)
            return "is longer than the 65533 bytes that podman and docker read";
        if (text.Contains((byte)0))
            return "contains a NUL byte, which makes systemd reject the whole file";
        if (text.Contains((byte)'\r'))
            return "contains a carriage return";
        if (text.StartsWith("\uFEFF"u8))
            return "starts with a byte order mark";
        if (Ascii.IsValid(text))
            return null;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done)
                return "is not valid UTF-8, which makes systemd reject the whole file";
            if (rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE)
                return "contains a Unicode noncharacter, which makes systemd reject the whole file";
            text = text[length..];
        }

        return null;
    }
}
