using static LabelHook.Wording;

namespace LabelHook;

internal static class Problems
{
    public static Problem ModuleName(string value) => Refused(
        "LH1101", ProblemKind.InvalidRequest, $"module name {Shown(value)} is not valid", value, "1 to 255 of the characters A-Z a-z 0-9 _ . -, starting with a letter or digit");

    public static Problem Protocol(string value) => Refused(
        "LH1102", ProblemKind.InvalidRequest, $"protocol {Shown(value)} is not valid", value, "tcp or udp");

    public static Problem Ports(string value) => Refused(
        "LH1111", ProblemKind.InvalidRequest, $"ports {Shown(value)} are not valid", value, "a port or a block from 1 to 65535, as in 20001 or 20001-20004");
}
