namespace LabelHook.Acceptance.Faults;

// What strace does to one call, or to it and all later calls of its name.
public sealed record Fault(string Call, string Effect, string When)
{
    public static Fault Kill(SystemCall call) => new(call.Name, "signal=KILL", $"{call.Ordinal}");

    public static Fault Once(SystemCall call, string error) => new(call.Name, $"error={error}", $"{call.Ordinal}");

    public static Fault FromThenOn(string call, int ordinal, string error) =>
        new(call, $"error={error}", $"{ordinal}+");

    public static IEnumerable<string> Options(IReadOnlyCollection<Fault> faults) => faults.Count == 0
        ? []
        : [
            "-e",
            $"trace={string.Join(',', faults.Select(fault => fault.Call))}",
            .. faults.SelectMany(fault => (string[])["-e", $"inject={fault.Call}:{fault.Effect}:when={fault.When}"]),
        ];
}
