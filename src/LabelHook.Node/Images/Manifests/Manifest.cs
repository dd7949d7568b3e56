using System.Text.Json;

namespace LabelHook.Images.Manifests;

// The manifest of one image, or an index of several.
// Configuration: The configuration's digest; null in an index.
// ConfigurationType: The configuration's media type; empty if not given.
// Images: The images of an index; empty in a manifest.
internal sealed record Manifest(string? Configuration, string ConfigurationType, IReadOnlyList<Descriptor> Images)
{
    public const string Accepted = "an image manifest or an image index";

    public const string ImageTypes = $"{OciType} or {DockerType}";

    private const string OciType = "application/vnd.oci.image.config.v1+json";
    private const string DockerType = "application/vnd.docker.container.image.v1+json";

    // Helm charts, signatures and other artifacts in a registry have a configuration of another type; podman
    // distinguishes them in the same way.
    public bool IsArtifact => Configuration is not null && ConfigurationType is not (OciType or DockerType);

    // Throws: the JSON is neither, or both, and readers would disagree which.
    public static Manifest Read(JsonElement manifest)
    {
        return (manifest.Member("config"), manifest.Member("manifests")) switch
        {
            (null, not null) => new Manifest(null, "", Descriptor.ReadAll(manifest)),
            ({ } configuration, null) =>
                new Manifest(configuration.RequiredText("digest"), configuration.Text("mediaType"), []),
            (null, null) => throw new JsonException("it has neither \"config\" nor \"manifests\""),
            _ => throw new JsonException("it has both \"config\" and \"manifests\""),
        };
    }
}
