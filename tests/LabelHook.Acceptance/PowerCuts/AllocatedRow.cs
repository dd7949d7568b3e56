namespace LabelHook.Acceptance.PowerCuts;

// A row of the ports database; the protocol is written as in the names of tables and variables.
public sealed record AllocatedRow(string Protocol, long Start, long End, string Module);
