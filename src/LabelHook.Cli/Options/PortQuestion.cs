using System.Globalization;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Options;

// A port, of one protocol or of both.
internal sealed record PortQuestion(int Port, Protocol? Protocol)
{
    public IReadOnlyList<Protocol> Protocols => Protocol is { } one ? [one] : ProtocolName.All;

    public static PortQuestion Parse(string text)
    {
        var parts = text.Split('/');
        var isPort = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= 1 and <= PortRange.MaxPort;
        if (isPort && parts.Length == 1)
            return new PortQuestion(port, null);
        return isPort && parts.Length == 2 && ProtocolName.TryParse(parts[1], out var protocol)
            ? new PortQuestion(port, protocol)
            : throw new LabelHookException(ProgramProblems.Port(text));
    }
}
