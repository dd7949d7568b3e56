using static LabelHook.Wording;

namespace LabelHook.Images.Stores;

internal static class StoreProblems
{
    public static Problem ImageAmbiguous(string image, IEnumerable<string> names) => new(
        "LH2003", ProblemKind.Image, $"image {Shown(image)} could be any of {string.Join(", ", names)}; give the full name", image);

    public static Problem ImageIsIndex(string image, string platform) => new(
        "LH2004", ProblemKind.Image, $"image {Shown(image)} is a multi-platform index, and its image for {platform} is not on this host; pull it", image);

    public static Problem Unreadable(string store, string image, string reason) => new(
        "LH2005", ProblemKind.Engine, $"cannot read image {Shown(image)} from {store}: {reason.TrimEnd('.')}", image);

    public static Problem Unlisted(string store, string reason) => new(
        "LH2012", ProblemKind.Engine, $"{store} cannot be read: {reason.TrimEnd('.')}");

    public static Problem StorageDriver(string driver, string accepted) => Refused(
        "LH2052", ProblemKind.Engine, $"podman's storage driver {Shown(driver)} is not supported", driver, accepted);

    public static Problem StoragePath(string setting, string path, string accepted) => Refused(
        "LH2053", ProblemKind.Engine, $"podman's {setting} {Shown(path, path.Length)} cannot be used", path, accepted);

    public static Problem StorageVariable(string setting, string path, string variable) => new(
        "LH2054", ProblemKind.Engine, $"podman's {setting} {Shown(path, path.Length)} names the variable {variable}, which is not set", path);

    public static Problem StorageDrivers(string graphRoot, IEnumerable<string> drivers) => new(
        "LH2055", ProblemKind.Engine, $"podman's store {graphRoot} has images of several storage drivers: {string.Join(", ", drivers)}; set driver in storage.conf", graphRoot);
}
