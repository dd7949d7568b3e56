namespace LabelHook.Checks;

// Whether images wait for somebody to mend their labels.
internal static class ImageChecks
{
    public static IEnumerable<Finding> Find(Inspection look) => look.Refused.Select(image => Verdicts.ImageRefused(image.Reference, image.Problem));
}
