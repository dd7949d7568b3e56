using LabelHook.Modules;

namespace LabelHook.Cli.Json;

internal sealed record ListDocument(IReadOnlyList<ModuleDocument> Modules, IReadOnlyList<ReservationDocument> Reservations, IReadOnlyList<string> Warnings)
{
    public static ListDocument Of(IReadOnlyList<ModuleListing> modules, IReadOnlyList<string> warnings) => new(
        [.. modules.Where(module => module.Reserved is null).Select(ModuleDocument.Of)],
        [.. modules.Where(module => module.Reserved is not null).SelectMany(module => module.Blocks.Select(block => ReservationDocument.Of(block.Protocol, block.Ports, module.Reserved!)))],
        warnings);
}
