using LabelHook.Images;

namespace LabelHook.Nodes;

// Which images a scan makes modules of. The default value accepts all.
internal readonly record struct ScanRules(
    IReadOnlyList<RepositoryPattern>? Repositories, IReadOnlyList<RepositoryPattern>? Excluded)
{
    // Whether a line of the configuration names the image's repository, or a folder that it is in.
    public bool Names(ImageReference image) => Matches(Repositories, image);

    public bool Accepts(ImageReference image) => (Repositories is null || Names(image)) && !Matches(Excluded, image);

    private static bool Matches(IReadOnlyList<RepositoryPattern>? patterns, ImageReference image) =>
        patterns?.Any(pattern => pattern.Matches(image)) == true;
}
