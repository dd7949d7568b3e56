using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using LabelHook.Cli.Json;
using LabelHook.Linux;
using LabelHook.Ports;

namespace LabelHook.Cli.Output;

// The only class that prints. Its rules: standard output is the result and nothing else; messages go to standard error
// after the program's name, in lower case and without a full stop; with --json both are JSON objects; in a service each
// line starts with the journal's priority, sd-daemon(3).
#pragma warning disable RS0030 // this is the terminal
internal sealed class Terminal(bool asJson, string program = "labelhook")
{
    private const int Output = 1;
    private const int Error = 2;

    private readonly OutputBuffer _output = new(new OpenFile(Output));
    private readonly OpenFile _error = new(Error);

    // Whether the journal reads standard error, and lines need a priority.
    public bool IsInJournal { get; set; }

    public bool AsJson => asJson;

    // Whether standard error is a terminal, where a line can be redrawn.
    public bool IsWatched => !asJson && !Console.IsErrorRedirected;

    // The width of the terminal, 0 if unknown; null if standard output is not a terminal. .NET's own property would
    // send control sequences to the terminal.
    public static int? Columns
    {
        get
        {
            Span<ushort> size = stackalloc ushort[4];
            return Libc.WindowSize(Output, Libc.GetWindowSize, size) == 0 ? size[1] : null;
        }
    }

    // Returns: standard input; null when it is longer than maxSize bytes.
    public static byte[]? Read(int maxSize)
    {
        using var input = Console.OpenStandardInput();
        var bytes = new byte[maxSize + 1];
        var length = input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > maxSize ? null : bytes[..length];
    }

    // In the local time zone.
    public static string Time(DateTimeOffset? time) =>
        time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";

    // With seconds, for an order of events.
    public static string ExactTime(DateTimeOffset time) =>
        time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // Prints one line, and escapes line breaks and invisible characters in it.
    public void Print(string line) => PrintText(PrintableText.Escape(line));

    // Prints many lines as Print does.
    public void PrintLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            _output.WriteLine(PrintableText.Escape(line));
        _output.Flush();
    }

    // Prints text as it is: our own texts, drawings with colors, JSON. The caller must have escaped untrusted parts.
    public void PrintText(string text)
    {
        _output.WriteLine(text);
        _output.Flush();
    }

    public void Print<T>(T document, JsonTypeInfo<T> type)
    {
        JsonText.Write(document, type, _output);
        PrintText("");
    }

    public void PrintTable(IReadOnlyList<string[]> rows) => PrintTable(() => rows);

    // read: Called twice: the widths of the columns come first. The last column needs none.
    public void PrintTable(Func<IEnumerable<string[]>> read)
    {
        int[] widths = [];
        foreach (var row in read())
        {
            if (widths.Length == 0)
                widths = new int[row.Length - 1];
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], Wording.Plain(row[column]).Length);
        }

        PrintLines(read().Select(row => TableLine(row, widths)));
    }

    public void Print(PortAllocation allocation)
    {
        Print(allocation.Ports.ToString());
        foreach (var warning in allocation.Warnings)
            Warn(warning);
    }

    public void Say(string message) => Say("<6>", message);

    // Replaces the last drawn line; an empty message removes it.
    public void Draw(string message)
    {
        const string Clear = "\r\u001b[K";
        if (IsWatched)
            WriteError(message.Length == 0 ? Clear : $"{Clear}{program}: {PrintableText.Escape(message)}", end: "");
    }

    public void Warn(IEnumerable<string> messages)
    {
        foreach (var message in messages)
            Warn(message);
    }

    public void Warn(string message) => Say("<4>", $"warning: {message}");

    public void Fail(IReadOnlyList<Problem> problems)
    {
        if (asJson)
            WriteError(JsonText.Write(ErrorDocument.From(problems), Documents.Default.ErrorDocument));
        foreach (var problem in problems)
            Say("<3>", problem.Message);
    }

    private static string TableLine(string[] row, int[] widths)
    {
        var line = new StringBuilder();
        for (var column = 0; column < widths.Length; column++)
            line.Append(Wording.Plain(row[column]).PadRight(widths[column] + 2));
        return line.Append(Wording.Plain(row[^1])).ToString().TrimEnd();
    }

    private void Say(string priority, string message)
    {
        if (!asJson)
            WriteError($"{(IsInJournal ? priority : "")}{program}: {PrintableText.Escape(message)}");
    }

    // Ignores errors: if standard error is closed, the exit code still reports the result.
    private void WriteError(string line, string end = "\n") => _ = _error.Write(Encoding.UTF8.GetBytes(line + end));
}
