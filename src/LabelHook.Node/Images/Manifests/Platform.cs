using System.Runtime.InteropServices;
using System.Text.Json;

namespace LabelHook.Images.Manifests;

// What an image of several is for; https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md.
internal readonly record struct Platform(string Os, string Architecture, string Variant)
{
    // What provenance and the like is filed under; it is no image.
    private const string Unknown = "unknown";

    // This host, with Go's name of its processor.
    public static Platform Host { get; } = new("linux", RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => $"{other}".ToLowerInvariant(),
    }, "");

    public bool IsUnknown => Os == Unknown && Architecture == Unknown;

    // The platform of a descriptor; a missing field is empty.
    public static Platform Read(JsonElement platform) =>
        new(platform.Text("os"), platform.Text("architecture"), platform.Text("variant"));

    // How well an image for another platform fits to this one: 0 best. Podman takes v8 before none on arm64, and knows
    // no variant of amd64; docker takes amd64's v1 for none.
    // Returns: null when it does not run here, or only on some processors of that kind.
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
