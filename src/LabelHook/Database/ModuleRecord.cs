namespace LabelHook.Database;

/// <summary>What is known of an installed module besides its ports.</summary>
/// <param name="Module">The module.</param>
/// <param name="Image">The image's name; empty when it is not known.</param>
/// <param name="ImageId">The image's configuration digest; empty for a sample.</param>
/// <param name="Tcp">Demand of TCP ports, the module's quota.</param>
/// <param name="Udp">Demand of UDP ports, the module's quota.</param>
/// <param name="Authorizations">The authorizations label, normalized to one blank between entries; <see langword="null"/>: they are not known here.</param>
/// <param name="EnvironmentFile">Absolute path of the environment file; <see langword="null"/>: NS8 writes it, and LabelHook leaves it alone.</param>
/// <param name="Created">When the image was created; <see langword="null"/> where that is not known. It is kept because the image may be gone when a newer one comes.</param>
internal sealed record ModuleRecord(
    string Module, string Image, string ImageId, int Tcp, int Udp, string? Authorizations, string? EnvironmentFile, DateTimeOffset? Created = null)
{
    /// <summary>Whether it was made from the module's environment file: then nothing is known of the image, and the demand is what the file named.</summary>
    public bool IsAdopted => Image.Length == 0 && EnvironmentFile is not null;

    public int Demand(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;

    public ModuleRecord With(Protocol protocol, int demand) => protocol == Protocol.Tcp ? this with { Tcp = demand } : this with { Udp = demand };

    /// <returns>How many ports the module may hold; <see langword="null"/> when that is not known.</returns>
    public int? Quota(Protocol protocol) => IsAdopted ? null : Demand(protocol);

    /// <summary>The demand that the module's ports were given for. An image that demands no more than an adopted module has takes nothing away.</summary>
    /// <param name="demand">What an image demands now.</param>
    /// <returns><see langword="null"/> when it is not known.</returns>
    public int? Before(Protocol protocol, int demand) => !IsAdopted ? Demand(protocol) : demand <= Demand(protocol) ? demand : null;
}
