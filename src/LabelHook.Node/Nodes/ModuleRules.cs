using LabelHook.Images;

namespace LabelHook.Nodes;

// The modules that the configuration makes of the images of a repository, or of one tag of it.
internal sealed class ModuleRules
{
    public const string Accepted = "repositories and the modules of their images, as in ghcr.io/nethserver/mail: mail5";

    public static readonly ModuleRules None = new();

    // By repository, or repository:tag, with the host.
    private readonly Dictionary<string, IReadOnlyList<ModuleName>> _modules = new(StringComparer.Ordinal);

    // image: A repository, with or without a tag.
    // Returns: false if it is neither, or has modules already.
    public bool TryAdd(string image, IReadOnlyList<ModuleName> modules)
    {
        if (!ImageReference.IsName(image) || ImageReference.Parse(image) is not { Digest: null } name)
            return false;
        var key = ImageReference.HasVersion(image) ? name.Full : name.OnDockerHub().Repository;
        return _modules.TryAdd(key, modules);
    }

    // Returns: the modules of the image's tag, else of its repository; none if the configuration names neither.
    public IReadOnlyList<ModuleName> For(ImageReference image) =>
        _modules.GetValueOrDefault(image.Full) ?? _modules.GetValueOrDefault(image.OnDockerHub().Repository) ?? [];

    // Whether a rule names the module.
    public bool Names(string module) => _modules.Values.Any(modules => modules.Any(name => name.ToString() == module));
}
