using static LabelHook.Wording;

namespace LabelHook.Labels;

internal static class LabelProblems
{
    public static Problem Demand(string label, string value, PortRange band) => Refused(
        "LH1001", ProblemKind.Image, $"label {label} is {Shown(value)}", value, $"a whole number from 0 to {band.Count}");

    public static Problem Authorization(string label, string value) => Refused(
        "LH1002", ProblemKind.Image, $"label {label} contains {Shown(value)}", value, "agent:role or agent:role,role, without blanks inside");

    public static Problem AuthorizationGlob(string label, string value) => Refused(
        "LH1003", ProblemKind.Image, $"label {label} contains {Shown(value)}, a pattern", value, "an agent and roles by name");

    public static Problem AuthorizationOwner(string label, string value) => Refused(
        "LH1004", ProblemKind.Image, $"label {label} contains {Shown(value)}, which would make the module an owner of the cluster", value, "any role but owner");
}
