namespace LabelHook.Database;

// What is known of an installed module besides its ports.
// Image: The image's name; empty when it is not known.
// ImageId: The image's configuration digest; empty for a sample.
// Tcp, Udp: The demand, which is the module's quota.
// Authorizations: The authorizations label, normalized to one blank between entries; null when it is not known.
// EnvironmentFile: Absolute path of the environment file; null when NS8 writes it and LabelHook leaves it alone.
// Created: When the image was created; null when it is not known. A newer image is compared with it, and by then this
// one may be gone.
internal sealed record ModuleRecord(
    string Module,
    string Image,
    string ImageId,
    int Tcp,
    int Udp,
    string? Authorizations,
    string? EnvironmentFile,
    DateTimeOffset? Created = null)
{
    // Whether the record comes from the module's environment file. Then the image is not known, and the demand is the
    // number of ports in the file.
    public bool IsAdopted => Image.Length == 0 && EnvironmentFile is not null;

    public int Demand(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;

    public ModuleRecord With(Protocol protocol, int demand) =>
        protocol == Protocol.Tcp ? this with { Tcp = demand } : this with { Udp = demand };

    // Returns: how many ports the module may have; null when it is not known.
    public int? Quota(Protocol protocol) => IsAdopted ? null : Demand(protocol);

    // The demand that the module got its ports for; null when it is not known.
    // demand: What the image demands now. If an adopted module has as many ports or more, it keeps them.
    public int? PreviousDemand(Protocol protocol, int demand)
    {
        if (!IsAdopted)
            return Demand(protocol);
        return demand <= Demand(protocol) ? demand : null;
    }
}
