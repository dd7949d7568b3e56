namespace LabelHook.Acceptance;

// The ways in which images come into podman's store, and what podman itself says of them.
// `folder` is one that podman's user may read and write, `store` a store in the words of skopeo's transport, empty for the one that podman finds by itself.
public sealed class PodmanImages(Command podman, Command buildah, Command skopeo, string folder, string store = "")
{
    public async Task BuildAsync(LabelledImage image)
    {
        // Not through standard input, which podman opens by name: a pipe of root's is closed to a user.
        var containerfile = NewPath();
        await File.WriteAllTextAsync(containerfile, image.Containerfile);
        await podman.OutputAsync("build", "--quiet", "--tag", image.Reference, "--file", containerfile);
    }

    public Task BuildahAsync(LabelledImage image) => BuildahAsync(image, image.Reference);

    // Made into an OCI layout first, and from there copied into the store.
    public async Task SkopeoAsync(LabelledImage image)
    {
        var layout = $"oci:{NewPath()}:copied";
        await BuildahAsync(image, layout);
        await skopeo.OutputAsync("copy", "--insecure-policy", layout, $"containers-storage:{store}{image.Reference}");
    }

    public Task ImportAsync(string archive, string reference) => podman.OutputAsync("import", archive, reference);

    // What `podman image inspect` says, by a Go template.
    public Task<string> InspectAsync(string reference, string template) => podman.OutputAsync("image", "inspect", "--format", template, reference);

    private async Task BuildahAsync(LabelledImage image, string destination)
    {
        var container = await buildah.OutputAsync("from", image.From);
        string[] labels = [.. image.Labels.SelectMany(label => (string[])["--label", $"{label.Key}={label.Value}"])];

        await buildah.OutputAsync(["config", .. labels, container]);
        await buildah.OutputAsync("commit", "--quiet", "--rm", container, destination);
    }

    private string NewPath() => Path.Combine(folder, Path.GetRandomFileName());
}
