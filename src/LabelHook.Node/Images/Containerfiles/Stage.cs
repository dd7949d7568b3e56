namespace LabelHook.Images.Containerfiles;

// The labels of one stage of a build.
// baseImage: The external image that the stage starts from, whose labels are unknown; null for scratch.
internal sealed class Stage(string? baseImage)
{
    private readonly Dictionary<string, FileLabel> _labels = new(StringComparer.Ordinal);
    private readonly List<FileLabel> _forNextStage = [];

    public string? Base => baseImage;

    public IEnumerable<FileLabel> Labels => _labels.Values;

    // A stage that begins with this one has its labels, and may have those of its ONBUILD instructions.
    public Stage Next()
    {
        var next = new Stage(Base);
        foreach (var label in Labels.Concat(_forNextStage))
            next.Set(label);
        return next;
    }

    // The last value of a label counts.
    public void Set(FileLabel label) => _labels[label.Name] = label;

    public void SetInNextStage(FileLabel label) => _forNextStage.Add(label with { IsOnBuild = true });
}
