using static LabelHook.Wording;

namespace LabelHook.Ns8;

internal static class Ns8Problems
{
    public static Problem DemandNumber(int value, PortRange band) => Refused(
        "LH1015", ProblemKind.InvalidRequest, $"a demand of {value} ports is not valid", $"{value}", $"a whole number from 0 to {band.Count}");

    public static Problem NotOfNs8(ModuleName module) => new(
        "LH3106", ProblemKind.Conflict, $"module {module} was installed by 'labelhook install' and must be changed with it", module.ToString());
}
