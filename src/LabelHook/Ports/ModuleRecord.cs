namespace LabelHook.Ports;

/// <summary>What is known of an installed module besides its ports.</summary>
/// <param name="Module">The module.</param>
/// <param name="Image">The image's name.</param>
/// <param name="ImageId">The image's configuration digest; empty for a sample.</param>
/// <param name="Tcp">Demand of TCP ports, the module's quota.</param>
/// <param name="Udp">Demand of UDP ports, the module's quota.</param>
/// <param name="Authorizations">The authorizations label, normalized to one blank between entries; <see langword="null"/>: only NS8 knows them.</param>
/// <param name="EnvironmentFile">Absolute path of the environment file; <see langword="null"/>: NS8 writes it, and LabelHook leaves it alone.</param>
internal sealed record ModuleRecord(string Module, string Image, string ImageId, int Tcp, int Udp, string? Authorizations, string? EnvironmentFile)
{
    public int Demand(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;
}
