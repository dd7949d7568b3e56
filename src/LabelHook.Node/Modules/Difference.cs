namespace LabelHook.Modules;

// A variable, or the error, that is not as a sample expects it.
// Expected, Actual: Null for none.
internal sealed record Difference(string Name, string? Expected, string? Actual);
