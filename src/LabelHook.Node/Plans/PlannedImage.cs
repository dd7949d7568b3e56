namespace LabelHook.Plans;

// Fit: How many of the modules fit.
internal sealed record PlannedImage(PlanRequest Request, int Fit);
