namespace LabelHook.Scans;

internal static class ScanWarnings
{
    // more: The number of other images that are also older.
    public static string OlderImage(string image, string newer, ModuleName module, int more)
    {
        var are = more == 0 ? "is" : $"and {more} more are";
        return $"image {Wording.Shown(image)} {are} older than {Wording.Shown(newer)} of {module} and was not "
            + $"installed; to downgrade, run 'labelhook install {module} IMAGE'";
    }

    public static string StillChanging() => "the images keep changing; the next scan installs the rest";
}
