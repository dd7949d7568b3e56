using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using LabelHook.Cli.Json;
using LabelHook.Linux;
using LabelHook.Ports;

namespace LabelHook.Cli.Output;

// The only one that prints. Its laws: standard output is the result and nothing else; what is said to a person goes to
// standard error behind the program's name, in lower case and without a full stop; with --json each is one JSON object,
// and as a service each line starts with the journal's priority, sd-daemon(3).
#pragma warning disable RS0030 // this is the terminal
internal sealed class Terminal(bool asJson)
{
    private const int Output = 1;
    private const int Error = 2;

    private readonly OpenFile _output = new(Output);
    private readonly OpenFile _error = new(Error);

    // Whether a journal reads standard error, and wants priorities.
    public bool IsInJournal { get; set; }

    public bool AsJson => asJson;

    // Whether standard error is a terminal, where a line can be drawn over.
    public bool IsWatched => !asJson && !Console.IsErrorRedirected;

    // How wide the terminal is that standard output goes to, 0 where it does not know; null when it goes elsewhere.
    // .NET's own answer prints what switches the terminal's keys.
    public static int? Columns
    {
        get
        {
            Span<ushort> size = stackalloc ushort[4];
            return Libc.WindowSize(Output, Libc.GetWindowSize, size) == 0 ? size[1] : null;
        }
    }

    // Returns: standard input; null when it is longer than that.
    public static byte[]? Read(int limit)
    {
        using var input = Console.OpenStandardInput();
        var bytes = new byte[limit + 1];
        var length = input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > limit ? null : bytes[..length];
    }

    // A time as people here read their clocks.
    public static string Time(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";

    // With seconds, for an order of events.
    public static string ExactTime(DateTimeOffset time) =>
        time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // One line: what breaks it or is hidden in it are words of others, and escaped.
    public void Print(string line) => PrintText(PrintableText.Escape(line));

    // Lines as they are: texts of our own, drawings with colours, JSON. Words of others stand in them escaped already.
    public void PrintText(string text)
    {
        if (_output.Write(Encoding.UTF8.GetBytes(text + "\n")) is var error and not 0)
            throw new LabelHookException(ProgramProblems.OutputFailed(Errno.Words(error)));
    }

    public void Print<T>(T document, JsonTypeInfo<T> type) => PrintText(JsonText.Write(document, type));

    // Columns as wide as they must be, two blanks between them.
    public void PrintTable(IReadOnlyList<string[]> rows)
    {
        var shown = rows.Select(row => row.Select(cell => cell.EnumerateRunes().Any(PrintableText.IsHidden) ? Wording.Shown(cell) : cell).ToArray()).ToList();
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => shown.Max(row => row[column].Length)).ToList();
        foreach (var row in shown)
            Print(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    public void Print(PortAllocation allocation)
    {
        Print(allocation.Ports.ToString());
        foreach (var warning in allocation.Warnings)
            Warn(warning);
    }

    public void Say(string message) => Say("<6>", message);

    // Draws a line over the one that was drawn before; an empty one leaves nothing behind.
    public void Draw(string message)
    {
        if (IsWatched)
            WriteError(message.Length == 0 ? "\r\u001b[K" : $"\r\u001b[Klabelhook: {PrintableText.Escape(message)}", end: "");
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

    private void Say(string priority, string message)
    {
        if (!asJson)
            WriteError($"{(IsInJournal ? priority : "")}labelhook: {PrintableText.Escape(message)}");
    }

    // If standard error is closed, the exit code still tells.
    private void WriteError(string line, string end = "\n") => _ = _error.Write(Encoding.UTF8.GetBytes(line + end));
}
