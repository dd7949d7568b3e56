using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// A row that holds a port: a module's, or with Reserved the administrator's and then without a module.
internal sealed record PortHolderDocument(
    string? Module, string? Reserved, int Start, int End, DateTimeOffset? Since, bool Releasing, string? HelperOf, string? Image, string? ImageId)
{
    public static PortHolderDocument Of(PortOwner holder) => new(
        holder.Reserved is null ? holder.Module : null,
        holder.Reserved,
        holder.Ports.Start,
        holder.Ports.End,
        holder.Since,
        holder.IsReleasing,
        holder.HelperOf,
        holder.Record?.Image,
        holder.Record?.ImageId);
}
