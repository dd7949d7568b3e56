using System.Text;
using System.Text.Json;

namespace LabelHook.Images.Manifests;

// JSON as the engines read it: Go ignores the case of member names, https://pkg.go.dev/encoding/json#Unmarshal. A
// repeated member is an error, because engines differ in whether they merge, replace or clear its value.
internal static class GoJson
{
    // Throws: the content is not JSON.
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

    // Returns: null if the member is missing or null, which Go does not distinguish.
    // Throws: the value is not an object, or has the member more than once.
    public static JsonElement? Member(this JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new JsonException($"expected an object with \"{name}\"");
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

    // A string member; empty if missing.
    public static string Text(this JsonElement value, string name) =>
        value.Member(name) is { } text ? TextOf(text, name) : "";

    // A string member that must not be missing or empty.
    public static string RequiredText(this JsonElement value, string name) => value.Text(name) is { Length: > 0 } text
        ? text
        : throw new JsonException($"\"{name}\" is missing");

    // A list member; empty if missing.
    public static IEnumerable<JsonElement> Items(this JsonElement value, string name)
    {
        if (value.Member(name) is not { } list)
            return [];
        return list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw new JsonException($"\"{name}\" must be a list");
    }

    // A list of strings, without the nulls in it; empty if missing.
    public static IEnumerable<string> TextItems(this JsonElement value, string name) =>
        value.Items(name).Where(text => text.ValueKind != JsonValueKind.Null).Select(text => TextOf(text, name));

    // An object with string values; empty if missing. The case of names matters, and the last of a repeated name
    // counts.
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
        : throw new JsonException($"\"{name}\" must be a string");

    // Go also folds the long s to s and the Kelvin sign to k.
    private static bool IsSame(string found, string name) =>
        Ascii.EqualsIgnoreCase(found.Replace('\u017f', 's').Replace('\u212a', 'k'), name);
}
