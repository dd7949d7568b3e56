using System.Text.Json;

namespace LabelHook.Images.Manifests;

// Members of JSON's objects. .NET's own check for those that are given twice loads OpenSSL at run time, which a program
// that is linked statically cannot.
internal static class JsonMembers
{
    // Throws: it is no JSON, or an object has a member more than once.
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
