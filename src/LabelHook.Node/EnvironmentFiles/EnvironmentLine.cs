using System.Buffers;
using System.Text;

namespace LabelHook.EnvironmentFiles;

// One line of an environment file, as all of its readers see it: systemd, sh, podman, docker, compose, NS8's agent. A
// line is harmless, or read differently by some of them (Warning), or able to hurt other lines or to make a reader
// refuse the whole file (Refusal).
internal readonly record struct EnvironmentLine
{
    // Longest line: podman and docker stop at 64 KiB, line feed included.
    public const int MaxLength = 65_533;

    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    // Variables that a shell does not let be set, or not to any value: some stop to read the file there.
    private static readonly string[] ShellNames =
    [
        "_", "UID", "EUID", "PPID", "GROUPS", "LINENO", "OPTIND", "RANDOM", "SRANDOM", "SECONDS", "EPOCHSECONDS", "EPOCHREALTIME", "HISTCMD", "DIRSTACK", "FUNCNAME",
        "SHELLOPTS", "BASHOPTS", "BASHPID", "BASH_ARGC", "BASH_ARGV", "BASH_ARGV0", "BASH_CMDS", "BASH_ALIASES", "BASH_COMMAND", "BASH_LINENO", "BASH_REMATCH", "BASH_SOURCE",
        "BASH_SUBSHELL", "BASH_VERSINFO", "PIPESTATUS",
    ];

    private EnvironmentLine(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    // The line without its line feed.
    public ReadOnlyMemory<byte> Bytes { get; }

    // The variable that every reader finds here; null in any other line.
    public string? Name { get; private init; }

    public string? Warning { get; private init; }

    public string? Refusal { get; private init; }

    // What stands behind the first equals sign, to the byte: raw readers take it so.
    public string Value => Encoding.UTF8.GetString(Bytes.Span[(Bytes.Span.IndexOf((byte)'=') + 1)..]);

    public static EnvironmentLine Of(string name, string value) => Read(Encoding.UTF8.GetBytes($"{name}={value}"));

    public static EnvironmentLine Read(ReadOnlyMemory<byte> bytes)
    {
        var line = new EnvironmentLine(bytes);
        var text = bytes.Span;
        if (BrokenText(text) is { } broken)
            return line with { Refusal = broken };

        var rest = text.TrimStart(" \t"u8);
        if (rest.IsEmpty)
            return line;
        if (rest[^1] == '\\')
            return line with { Refusal = "ends in a backslash, which joins the next line to it" };
        if (rest[0] == ';')
            return line with { Refusal = "starts with a semicolon, which only systemd takes as a comment" };

        var equals = rest.IndexOf((byte)'=');
        if (rest[0] == '#')
            return equals < 0 ? line : line with { Warning = "is a comment with an equals sign, which NS8's agent takes as a variable" };
        if (equals < 0)
            return line with { Refusal = "has no equals sign" };
        return Assignment(line, rest[..equals], rest[(equals + 1)..], indented: rest.Length < text.Length);
    }

    private static EnvironmentLine Assignment(EnvironmentLine line, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool indented)
    {
        if (name.IsEmpty)
            return line with { Refusal = "has no name before its equals sign" };
        if (name.IndexOfAny((byte)' ', (byte)'\t') >= 0)
            return line with { Refusal = "has a blank in the name" };
        var isQuoted = value.TrimStart(" \t"u8) is [(byte)'\'' or (byte)'"', ..];
        if (isQuoted && !IsClosed(value))
            return line with { Refusal = "opens a quote and does not close it" };
        if (name.ContainsAnyExcept(NameCharacters) || char.IsAsciiDigit((char)name[0]))
            return line with { Warning = "has a name that systemd ignores and sh runs as a command" };

        var known = Encoding.ASCII.GetString(name);
        if (indented)
        {
            return PortVariables.Names.Contains(known, StringComparer.Ordinal)
                ? line with { Refusal = $"sets {known} after a blank, which NS8 takes as another name" }
                : line with { Warning = "is indented, which NS8 takes as part of the name" };
        }

        return line with
        {
            Name = known,
            Warning = isQuoted ? ShellValue.InQuotes(Encoding.UTF8.GetString(value)) ?? "has a quoted value, and podman, docker and NS8 keep the quotes"
                : ShellNames.Contains(known) ? $"sets {known}, which sh keeps for itself"
                : ShellValue.Difference(Encoding.UTF8.GetString(value)),
        };
    }

    // systemd's rule: a quote is special only at the start of the value or behind a closed one, blanks between them or
    // not.
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
            return "holds a NUL byte, for which systemd refuses the whole file";
        if (text.Contains((byte)'\r'))
            return "holds a carriage return";
        if (text.StartsWith("\uFEFF"u8))
            return "starts with a byte order mark";
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done)
                return "is not valid UTF-8, for which systemd refuses the whole file";
            if (rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE)
                return "holds a Unicode noncharacter, for which systemd refuses the whole file";
            text = text[length..];
        }

        return null;
    }
}
