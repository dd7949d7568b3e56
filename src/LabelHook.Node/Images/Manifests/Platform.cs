using System.Runtime.InteropServices;
using System.Text.Json;

namespace LabelHook.Images.Manifests;

// The platform of an image in an index; https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md.
internal readonly record struct Platform(string Os, string Architecture, string Variant)
{
    // Entries for this platform are not images but attestations, such as provenance.
    private const string Unknown = "unknown";

    // This host, with Go's name for its architecture.
    public static Platform Host { get; } = new("linux", RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => $"{other}".ToLowerInvariant(),
    }, "");

    public bool IsUnknown => Os == Unknown && Architecture == Unknown;

    // Missing fields are empty.
    public static Platform Read(JsonElement platform) =>
        new(platform.Text("os"), platform.Text("architecture"), platform.Text("variant"));

    // How well an image for another platform fits this one: 0 is best. On arm64, podman prefers v8 to no variant; on
    // amd64 it knows no variants, and docker treats v1 as no variant.
    // Returns: null when the image does not run here, or only on some processors of the architecture.
    public int? Rank(Platform image)
    {
        if ((image.Os, image.Architecture) != (Os, Architecture))
            return null;
        return (Architecture, image.Variant) switch
        {
            ("arm64", "v8") => 0,
            (_, "") => 1,
            ("amd64", "v1") => 2,
            _ => null,
        };
    }

    public override string ToString() => $"{Os}/{Architecture}{(Variant is { Length: > 0 } ? "/" : "")}{Variant}";
}
