using LabelHook.Modules;

namespace LabelHook.Cli.Json;

// Name: A variable, or "error" for the code of the error.
internal sealed record DifferenceDocument(string Name, string? Expected, string? Actual)
{
    public static DifferenceDocument From(Difference difference) =>
        new(difference.Name, difference.Expected, difference.Actual);
}
