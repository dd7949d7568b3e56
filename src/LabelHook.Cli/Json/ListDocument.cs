using LabelHook.Modules;

namespace LabelHook.Cli.Json;

internal sealed record ListDocument(
    IReadOnlyList<ModuleDocument> Modules,
    IReadOnlyList<ReservationDocument> Reservations,
    IReadOnlyList<string> Warnings)
{
    public static ListDocument From(IReadOnlyList<ModuleListing> modules, IReadOnlyList<string> warnings) => new(
        [.. modules.Where(module => module.Reserved is null).Select(ModuleDocument.From)],
        [.. modules.Where(module => module.Reserved is not null).Select(ReservationDocument.From)],
        warnings);
}
