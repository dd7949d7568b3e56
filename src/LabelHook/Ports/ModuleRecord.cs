namespace LabelHook.Ports;

/// <summary>What is known of an installed module besides its ports.</summary>
/// <param name="Module">The module.</param>
/// <param name="Image">The image's name.</param>
/// <param name="ImageId">The image's configuration digest; empty for a sample.</param>
/// <param name="Tcp">Demand of TCP ports, the module's quota.</param>
/// <param name="Udp">Demand of UDP ports, the module's quota.</param>
/// <param name="Authorizations">The authorizations label, normalized to one blank between entries; <see langword="null"/>: only NS8 knows them.</param>
/// <param name="EnvironmentFile">Absolute path of the environment file when the installer chose it; <see langword="null"/>: the configured place.</param>
/// <param name="IsNs8">Whether NS8 installed the module and writes its environment file; LabelHook then leaves that alone.</param>
internal sealed record ModuleRecord(string Module, string Image, string ImageId, int Tcp, int Udp, string? Authorizations, string? EnvironmentFile, bool IsNs8 = false)
{
    public int Demand(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;
}
