using System.Text.Json;

namespace LabelHook.Cli.Ns8;

// A rejected field of a request, in the form of NS8's validation.
internal sealed record ValidationError(string Field, string Parameter, JsonElement Value, string Error)
{
    public static ValidationError ForModule(string id)
    {
        var value = JsonSerializer.SerializeToElement(id, Ns8Documents.Default.String);
        return new ValidationError("module_id", "module_id", value, "module_permission_denied");
    }
}
