namespace LabelHook.Plans;

// Misfit: The first module that does not fit; null when all fit.
internal sealed record PlanResult(PortRange Band, IReadOnlyList<PlannedImage> Images, Misfit? Misfit)
{
    public bool AllFit => Misfit is null;

    public int Fit => Images.Sum(image => image.Fit);

    public int Count => Images.Sum(image => image.Request.Count);
}
