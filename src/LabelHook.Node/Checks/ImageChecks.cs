namespace LabelHook.Checks;

// Whether a scan refused images because of their labels.
internal static class ImageChecks
{
    public static IEnumerable<Finding> Find(CheckContext context) =>
        context.RefusedImages.Select(image => FindingTexts.ImageRefused(image.Reference, image.Problem));
}
