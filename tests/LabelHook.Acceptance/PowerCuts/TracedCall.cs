using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LabelHook.Acceptance.PowerCuts;

// A system call in the output of strace -y -xx: texts and paths are hexadecimal, so that no blank or comma in them
// separates anything.
public sealed partial record TracedCall(string Name, IReadOnlyList<string> Arguments, long Result)
{
    public bool Failed => Result < 0;

    // Lines of a trace that are not calls, such as signals and exits, do not concern the disk.
    public static TracedCall? Parse(string line)
    {
        var call = Line.Match(line);
        if (!call.Success)
            return null;
        var result = long.Parse(call.Groups["result"].ValueSpan, CultureInfo.InvariantCulture);
        return new TracedCall(call.Groups["name"].Value, call.Groups["arguments"].Value.Split(", "), result);
    }

    public int Descriptor(int argument) => int.Parse(Arguments[argument].Split('<')[0], CultureInfo.InvariantCulture);

    // The path of an open descriptor.
    public string? DescriptorPath(int argument) =>
        Arguments[argument].Split('<', 2) is [_, var path] ? Encoding.UTF8.GetString(Bytes(path.Split('>')[0])) : null;

    public long Number(int argument) => long.Parse(Arguments[argument], CultureInfo.InvariantCulture);

    public byte[] Data(int argument) => Bytes(Arguments[argument].Trim('"'));

    public string Path(int argument) => Full(argument, "/");

    // A path that is relative to the folder of the argument before it.
    public string PathAt(int argument) => Full(argument + 1, DescriptorPath(argument) ?? "/");

    // Whether one of its arguments is inside a folder.
    public bool Touches(string folder)
    {
        var written = string.Concat(Encoding.UTF8.GetBytes(folder).Select(value => $"\\x{value:x2}"));
        return Arguments.Any(argument => argument.Contains(written, StringComparison.Ordinal));
    }

    // Without the data, for messages.
    public override string ToString()
    {
        var arguments = Arguments.Select(
            argument => argument.Length > 1024 ? "…" : Encoding.UTF8.GetString(Bytes(argument)));
        return $"{Name}({string.Join(", ", arguments)}) = {Result}";
    }

    private string Full(int argument, string folder) =>
        System.IO.Path.TrimEndingDirectorySeparator(
            System.IO.Path.GetFullPath(Encoding.UTF8.GetString(Data(argument)), folder));

    private static byte[] Bytes(string written)
    {
        var bytes = new List<byte>(written.Length / 4);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == '\\' && i + 3 < written.Length && written[i + 1] == 'x')
            {
                bytes.Add(
                    byte.Parse(written.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 3;
            }
            else
            {
                bytes.Add((byte)written[i]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(
        @"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<result>-?\d+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Line { get; }
}
