namespace LabelHook.Database;

// What is known of an installed module besides its ports.
// Module: The module.
// Image: The image's name; empty when it is not known.
// ImageId: The image's configuration digest; empty for a sample.
// Tcp: Demand of TCP ports, the module's quota.
// Udp: Demand of UDP ports, the module's quota.
// Authorizations: The authorizations label, normalized to one blank between entries; null: they are not known here.
// EnvironmentFile: Absolute path of the environment file; null: NS8 writes it, and LabelHook leaves it alone.
// Created: When the image was created; null where that is not known. It is kept because the image may be gone when a
// newer one comes.
internal sealed record ModuleRecord(
    string Module, string Image, string ImageId, int Tcp, int Udp, string? Authorizations, string? EnvironmentFile, DateTimeOffset? Created = null)
{
    // Whether it was made from the module's environment file: then nothing is known of the image, and the demand is
    // what the file named.
    public bool IsAdopted => Image.Length == 0 && EnvironmentFile is not null;

    public int Demand(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;

    public ModuleRecord With(Protocol protocol, int demand) => protocol == Protocol.Tcp ? this with { Tcp = demand } : this with { Udp = demand };

    // Returns: how many ports the module may hold; null when that is not known.
    public int? Quota(Protocol protocol) => IsAdopted ? null : Demand(protocol);

    // The demand that the module's ports were given for. An image that demands no more than an adopted module has takes
    // nothing away.
    // demand: What an image demands now.
    // Returns: null when it is not known.
    public int? Before(Protocol protocol, int demand) => !IsAdopted ? Demand(protocol) : demand <= Demand(protocol) ? demand : null;
}
