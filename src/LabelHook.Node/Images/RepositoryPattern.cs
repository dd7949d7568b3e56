namespace LabelHook.Images;

// The repository that a line of the configuration names, or with /* at its end, all repositories below it.
internal readonly record struct RepositoryPattern
{
    public const string Accepted = "a repository as in ghcr.io/nethserver/mail, ghcr.io/nethserver/* or a list of them";

    private const string Below = "/*";

    // Completes a folder to a repository; two parts, because docker.io/x means docker.io/library/x.
    private const string Child = "/x/x";

    private readonly string? _name;
    private readonly bool _isFolder;

    private RepositoryPattern(string repository, bool isFolder)
    {
        _name = isFolder ? repository[..^(Child.Length - 1)] : repository;
        _isFolder = isFolder;
    }

    // Returns: false for a name with a tag or a digest, too.
    public static bool TryParse(string? text, out RepositoryPattern pattern)
    {
        var isFolder = text?.EndsWith(Below, StringComparison.Ordinal) == true;
        var name = isFolder ? text![..^Below.Length] + Child : text ?? "";
        var isValid = ImageReference.IsName(name) && !ImageReference.HasVersion(name);
        pattern = isValid ? new RepositoryPattern(ImageReference.Parse(name).OnDockerHub().Repository, isFolder) : default;
        return isValid;
    }

    public bool Matches(ImageReference image)
    {
        var repository = image.OnDockerHub().Repository;
        return _isFolder ? repository.StartsWith(_name!, StringComparison.Ordinal) : repository == _name;
    }
}
