namespace LabelHook.Plans;

// Reason: The error that an install would report.
internal sealed record Shortage(Protocol Protocol, int Demand, int LargestFree, Problem Reason);
