using System.Text;
using System.Text.Json;

namespace LabelHook.Images.Manifests;

// JSON as the engines read it: Go matches the names of members in any case, https://pkg.go.dev/encoding/json#Unmarshal.
// What it does with a member that is given twice depends on types that differ between engines (merged, replaced, or
// cleared), so that this is refused.
internal static class GoJson
{
    // Throws: it is no JSON.
    public static JsonElement Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonElement.Parse(content);
        }
        catch (JsonException error)
        {
            throw new JsonException("it is not JSON", error);
        }
    }

    // Returns: null where the member is absent or null, which is the same to Go.
    // Throws: the value is no object, or has the member more than once.
    public static JsonElement? Member(this JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new JsonException($"an object with \"{name}\" is expected");
        JsonElement? found = null;
        foreach (var member in value.EnumerateObject())
        {
            if (!IsSame(member.Name, name))
                continue;
            if (found is not null)
                throw new JsonException($"\"{name}\" is given more than once");
            found = member.Value;
        }

        return found is { ValueKind: JsonValueKind.Null } ? null : found;
    }

    // A member that is text; empty where it is absent.
    public static string Text(this JsonElement value, string name) =>
        value.Member(name) is { } text ? TextOf(text, name) : "";

    // A member that is text and may be neither absent nor empty.
    public static string RequiredText(this JsonElement value, string name) => value.Text(name) is { Length: > 0 } text
        ? text
        : throw new JsonException($"\"{name}\" is missing");

    // A member that is a list; empty where it is absent.
    public static IEnumerable<JsonElement> Items(this JsonElement value, string name)
    {
        if (value.Member(name) is not { } list)
            return [];
        return list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw new JsonException($"\"{name}\" must be a list");
    }

    // A member that is a list of texts, without those that are null.
    public static IEnumerable<string> TextItems(this JsonElement value, string name) =>
        value.Items(name).Where(text => text.ValueKind != JsonValueKind.Null).Select(text => TextOf(text, name));

    // A member that gives names to texts, in which the case counts and the last of a name holds; empty where it is
    // absent.
    public static Dictionary<string, string> Texts(this JsonElement value, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value.Member(name) is not { } map)
            return texts;
        if (map.ValueKind != JsonValueKind.Object)
            throw new JsonException($"\"{name}\" must be an object");
        foreach (var entry in map.EnumerateObject())
            texts[entry.Name] = entry.Value.ValueKind == JsonValueKind.Null ? "" : TextOf(entry.Value, name);
        return texts;
    }

    private static string TextOf(JsonElement value, string name) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new JsonException($"\"{name}\" must hold text");

    // Beside the ASCII letters, Go takes the long s and the Kelvin sign for letters: they are of one case with s and k.
    private static bool IsSame(string found, string name) =>
        Ascii.EqualsIgnoreCase(found.Replace('\u017f', 's').Replace('\u212a', 'k'), name);
}
