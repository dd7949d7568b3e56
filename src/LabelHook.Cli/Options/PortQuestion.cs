using LabelHook.Cli.Output;

namespace LabelHook.Cli.Options;

// Ports, of one protocol or of both.
internal sealed record PortQuestion(PortRange Ports, Protocol? Protocol)
{
    public IReadOnlyList<Protocol> Protocols => Protocol is { } one ? [one] : ProtocolName.All;

    // Whether a text names ports rather than a module. The name of a module may begin with a digit, as in 3cx1.
    public static bool Matches(string? text) => text switch
    {
        null => false,
        [var first, ..] when char.IsAsciiLetter(first) => false,
        _ => !ModuleName.TryParse(text, out _, out _) || !text.Any(char.IsAsciiLetter),
    };

    public static PortQuestion Parse(string text) =>
        TryParse(text) ?? throw new LabelHookException(ProgramProblems.Ports(text));

    // Throws: the text means several ports, too.
    public static PortQuestion ParsePort(string text) => TryParse(text) is { Ports.Count: 1 } question
        ? question
        : throw new LabelHookException(ProgramProblems.Port(text));

    private static PortQuestion? TryParse(string text)
    {
        var parts = text.Split('/');
        var isRange = PortRange.TryParse(parts[0], out var ports);
        if (isRange && parts.Length == 1)
            return new PortQuestion(ports, null);
        return isRange && parts.Length == 2 && ProtocolName.TryParse(parts[1], out var protocol)
            ? new PortQuestion(ports, protocol)
            : null;
    }
}
