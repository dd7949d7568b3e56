using System.Text.Json;

namespace LabelHook.Cli.Ns8;

// A field of a request that was refused, in the form of NS8's validation.
internal sealed record ValidationError(string Field, string Parameter, JsonElement Value, string Error)
{
    public static ValidationError OfModule(string id) =>
        new("module_id", "module_id", JsonSerializer.SerializeToElement(id, Ns8Documents.Default.String), "module_permission_denied");
}
