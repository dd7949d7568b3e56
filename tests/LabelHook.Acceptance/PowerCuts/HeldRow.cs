namespace LabelHook.Acceptance;

// A block in the registry; the protocol as it is written in the names of tables and variables.
public sealed record HeldRow(string Protocol, long Start, long End, string Module);
