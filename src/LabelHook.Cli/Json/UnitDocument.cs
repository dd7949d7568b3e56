using LabelHook.Host;

namespace LabelHook.Cli.Json;

internal sealed record UnitDocument(string Unit, string Enabled, string Active, DateTime? LastRun, string Result)
{
    public static UnitDocument From(UnitState unit) =>
        new(unit.Unit, unit.Enabled, unit.Active, unit.LastRun?.UtcDateTime, unit.Result);
}
