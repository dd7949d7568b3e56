using LabelHook.Plans;

namespace LabelHook.Cli.Json;

internal sealed record ShortageDocument(string Protocol, int PortsDemand, int LargestFree, string Message)
{
    public static ShortageDocument From(Shortage shortage) =>
        new(shortage.Protocol.Lower(), shortage.Demand, shortage.LargestFree, shortage.Reason.Message);
}
