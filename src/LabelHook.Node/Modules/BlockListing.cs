namespace LabelHook.Modules;

/// <summary>A block as the registry knows it.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Ports">The block.</param>
/// <param name="Since">Since when it is held as it is; <see langword="null"/> for a row from before LabelHook.</param>
internal sealed record BlockListing(Protocol Protocol, PortRange Ports, DateTimeOffset? Since);
