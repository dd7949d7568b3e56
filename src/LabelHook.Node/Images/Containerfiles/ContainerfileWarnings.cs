namespace LabelHook.Images.Containerfiles;

internal static class ContainerfileWarnings
{
    public static string BaseUnknown(string path, string image) =>
        $"the labels of base image {Wording.Shown(image)} are not known; "
            + $"build {path} and inspect the image to see them";
}
