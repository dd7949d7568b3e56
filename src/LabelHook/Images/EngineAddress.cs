using System.Diagnostics.CodeAnalysis;

namespace LabelHook.Images;

/// <summary>Where a container engine's API is: <c>unix:///run/podman/podman.sock</c>, <c>tcp://127.0.0.1:2375</c>.</summary>
internal static class EngineAddress
{
    public const string Accepted = "an address as in unix:///run/podman/podman.sock or tcp://127.0.0.1:2375";

    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && (address is { Scheme: "unix", Host: "", AbsolutePath.Length: > 1 } || address is { Scheme: "tcp" or "http", Host.Length: > 0 });
}
