using System.Text.Json;

namespace LabelHook.Images.Manifests;

// What a blob says an image is: one image by its configuration, or an index of several.
// Configuration: The configuration's digest; null in an index.
// ConfigurationType: What kind of thing the configuration says it is; empty where it does not say.
// Images: The images of an index; empty for one image.
internal sealed record Manifest(string? Configuration, string ConfigurationType, IReadOnlyList<Descriptor> Images)
{
    public const string Accepted = "an image manifest or an image index";

    public const string ImageTypes = "application/vnd.oci.image.config.v1+json or application/vnd.docker.container.image.v1+json";

    // Charts, signatures and whatever else is kept in registries have a configuration of another type, by which podman
    // tells them from images.
    public bool IsArtifact => Configuration is not null
        && ConfigurationType is not ("application/vnd.oci.image.config.v1+json" or "application/vnd.docker.container.image.v1+json");

    // Throws: it is neither, or both: then readers would not agree which.
    public static Manifest Read(JsonElement manifest) => (manifest.Member("config"), manifest.Member("manifests")) switch
    {
        (null, not null) => new Manifest(null, "", Descriptor.ReadAll(manifest)),
        ({ } configuration, null) => new Manifest(configuration.RequiredText("digest"), configuration.Text("mediaType"), []),
        (null, null) => throw new JsonException("it has neither \"config\" nor \"manifests\""),
        _ => throw new JsonException("it has both \"config\" and \"manifests\""),
    };
}
