namespace LabelHook.Acceptance.PowerCuts;

// A block in the registry; the protocol as it is written in the names of tables and variables.
public sealed record AllocatedRow(string Protocol, long Start, long End, string Module);
