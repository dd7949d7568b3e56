using LabelHook.Images;
using LabelHook.Labels;

namespace LabelHook.Plans;

// New modules of one image.
internal sealed record PlanRequest(ModuleImage Image, ModuleLabels Labels, int Count)
{
    // Throws: the labels are refused, as install would refuse them.
    public static PlanRequest Create(ModuleImage image, PortRange band, int count)
    {
        var labels = ModuleLabels.Read(image.Labels, band, out var problems);
        return problems.Count == 0
            ? new PlanRequest(image, labels, count)
            : throw new LabelHookException(problems);
    }
}
