using System.Runtime.InteropServices;
using System.Text.Json;

namespace LabelHook.Images;

/// <summary>What an image of several is for; https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md.</summary>
internal readonly record struct Platform(string Os, string Architecture, string Variant)
{
    /// <summary>What provenance and the like is filed under; it is no image.</summary>
    private const string Unknown = "unknown";

    /// <summary>This host, with Go's name of its processor.</summary>
    public static Platform Host { get; } = new("linux", RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => $"{other}".ToLowerInvariant(),
    }, "");

    public bool IsUnknown => Os == Unknown && Architecture == Unknown;

    /// <summary>The platform of a descriptor; a missing field is empty.</summary>
    public static Platform Read(JsonElement platform)
    {
        return new Platform(Field("os"), Field("architecture"), Field("variant"));

        string Field(string name) => platform.TryGetProperty(name, out var field) ? field.GetString() ?? "" : "";
    }

    /// <summary>How well an image for another platform fits to this one: 0 best.</summary>
    /// <returns><see langword="null"/> when it does not run here, or only on some processors of that kind.</returns>
    public int? Rank(Platform image) => (image.Os, image.Architecture) != (Os, Architecture)
        ? null
        : (Architecture, image.Variant) switch
        {
            (_, "") => 1,
            ("amd64", "v1") or ("arm64", "v8") => 0,
            _ => null,
        };

    public override string ToString() => $"{Os}/{Architecture}{(Variant is { Length: > 0 } ? "/" : "")}{Variant}";
}
