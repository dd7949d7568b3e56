using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

// `folder` is one that podman's user may read and write, `store` a store in the words of skopeo's transport, empty for
// the one that podman finds by itself.
public sealed class PodmanImages(
    Command podman, Command buildah, Command skopeo, string folder, string store = "") : IImages
{
    public async Task BuildAsync(LabelledImage image)
    {
        // Not through standard input, which podman opens by name: a pipe of root's is closed to a user.
        var containerfile = Path.Join(folder, Path.GetRandomFileName());
        await File.WriteAllTextAsync(containerfile, image.Containerfile);
        await podman.OutputAsync("build", "--quiet", "--tag", image.Reference, "--file", containerfile);
    }

    public Task AssembleAsync(LabelledImage image) => new Buildah(buildah).CommitAsync(image, image.Reference);

    public async Task CopyAsync(LabelledImage image)
    {
        var layout = $"oci:{Path.Join(folder, Path.GetRandomFileName())}:copied";
        await new Buildah(buildah).CommitAsync(image, layout);
        await skopeo.OutputAsync("copy", "--insecure-policy", layout, $"containers-storage:{store}{image.Reference}");
    }

    public async Task ImportAsync(string archive, string reference)
    {
        var copy = Path.Join(folder, Path.GetRandomFileName());
        File.Copy(archive, copy);
        await podman.OutputAsync("import", copy, reference);
    }

    public Task<string> InspectAsync(string reference, string format) =>
        podman.OutputAsync("image", "inspect", "--format", format, reference);
}
