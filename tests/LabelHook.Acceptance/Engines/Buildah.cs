using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Engines;

public sealed class Buildah(Command buildah)
{
    // Into buildah's store under a name, or as an OCI layout, `oci:folder:tag`.
    public async Task CommitAsync(LabelledImage image, string destination)
    {
        var container = await buildah.OutputAsync("from", image.From);
        string[] labels = [.. image.Labels.SelectMany(label => (string[])["--label", $"{label.Key}={label.Value}"])];

        await buildah.OutputAsync(["config", .. labels, container]);
        await buildah.OutputAsync("commit", "--quiet", "--rm", container, destination);
    }
}
