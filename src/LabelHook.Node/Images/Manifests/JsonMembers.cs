using System.Text.Json;

namespace LabelHook.Images.Manifests;

// Rejects objects with repeated members. .NET's own check loads OpenSSL at run time, which a static program cannot.
internal static class JsonMembers
{
    // Throws: the content is not JSON, or an object has a member more than once.
    public static void RequireUnique(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        var open = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                open.Push(new HashSet<string>(StringComparer.Ordinal));
            else if (reader.TokenType == JsonTokenType.EndObject)
                open.Pop();
            else if (reader.TokenType == JsonTokenType.PropertyName && !open.Peek().Add(reader.GetString()!))
                throw new JsonException("a member is given more than once");
        }
    }
}
