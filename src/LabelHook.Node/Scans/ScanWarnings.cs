namespace LabelHook.Scans;

internal static class ScanWarnings
{
    // more: How many still older images are there.
    public static string OlderImage(string image, string newer, ModuleName module, int more) =>
        $"image {Wording.Shown(image)} {(more == 0 ? "is" : $"and {more} more are")} older than {Wording.Shown(newer)} of {module} and was not installed; to downgrade, run 'labelhook install {module} IMAGE'";

    public static string StillChanging() => "the images keep changing; the next scan installs the rest";
}
