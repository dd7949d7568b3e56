namespace LabelHook.Cli.Json;

internal sealed record ListDocument(IReadOnlyList<ModuleDocument> Modules, IReadOnlyList<string> Warnings)
{
    public static ListDocument Of(IEnumerable<ModuleListing> modules, IReadOnlyList<string> warnings) => new([.. modules.Select(ModuleDocument.Of)], warnings);
}
