namespace LabelHook.Cli.Json;

internal sealed record ReservationDocument(string Protocol, int Start, int End, string Reason)
{
    public static ReservationDocument Of(Protocol protocol, PortRange ports, string reason) => new(protocol.Lower(), ports.Start, ports.End, reason);
}
