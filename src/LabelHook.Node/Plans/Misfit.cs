namespace LabelHook.Plans;

// The first module of a plan that does not fit, and what would make room for it, each without the others.
// Number: Which of the modules of the request it is, from 1.
// WiderBand: The band in which all of the plan fits; null if none does.
// Removable: A few modules; with one of them removed, the plan fits up to this module.
// Movable: A few modules; with the ports of one of them moved, the plan fits up to this module. None if ports of both
// protocols are missing.
internal sealed record Misfit(
    PlanRequest Request,
    int Number,
    IReadOnlyList<Shortage> Shortages,
    PortRange? WiderBand,
    IReadOnlyList<string> Removable,
    IReadOnlyList<string> Movable);
