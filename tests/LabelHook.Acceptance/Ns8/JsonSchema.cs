using System.Text.Json;
using System.Text.RegularExpressions;

namespace LabelHook.Acceptance.Ns8;

// The part of JSON Schema that the schemas of the actions (draft 7) and of --json (2020-12) use; any other keyword
// fails the test instead of being ignored.
public static class JsonSchema
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    // The violations with their locations; empty if the document matches.
    public static IEnumerable<string> Check(JsonElement schema, JsonElement value) =>
        Check(schema, schema, value, "(root)");

    private static IEnumerable<string> Check(JsonElement root, JsonElement schema, JsonElement value, string place) =>
        schema.EnumerateObject().SelectMany(keyword => Check(root, schema, keyword, value, place));

    private static IEnumerable<string> Check(
        JsonElement root, JsonElement schema, JsonProperty keyword, JsonElement value, string place)
    {
        var rule = keyword.Value;
        var objects = value.ValueKind == JsonValueKind.Object;
        var arrays = value.ValueKind == JsonValueKind.Array;
        var texts = value.ValueKind == JsonValueKind.String;
        var numbers = value.ValueKind == JsonValueKind.Number;

        return keyword.Name switch
        {
            "$schema" or "$id" or "title" or "description" or "examples" or "format" => [],
            "$ref" => Check(root, Referenced(root, rule.GetString()!), value, place),
            "const" => Unless(JsonElement.DeepEquals(rule, value)),
            "type" when rule.ValueKind == JsonValueKind.Array =>
                Unless(rule.EnumerateArray().Any(type => IsOf(type.GetString()!, value))),
            "type" => Unless(IsOf(rule.GetString()!, value)),
            "enum" => Unless(rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value))),
            "required" when objects =>
                rule.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _))
                    .Select(name => $"{place}: {name} is required"),
            "properties" when objects =>
                rule.EnumerateObject().Where(property => value.TryGetProperty(property.Name, out _))
                .SelectMany(
                    property =>
                        Check(root, property.Value, value.GetProperty(property.Name), $"{place}.{property.Name}")),
            "patternProperties" when objects => rule.EnumerateObject().SelectMany(pattern => value.EnumerateObject()
                .Where(property => Matches(pattern.Name, property.Name))
                .SelectMany(property => Check(root, pattern.Value, property.Value, $"{place}.{property.Name}"))),
            "additionalProperties" when objects && rule.ValueKind == JsonValueKind.False =>
                value.EnumerateObject().Where(property => !IsNamed(schema, property.Name))
                    .Select(property => $"{place}: additional property {property.Name}"),
            "additionalProperties" when objects =>
                value.EnumerateObject().Where(property => !IsNamed(schema, property.Name))
                .SelectMany(property => Check(root, rule, property.Value, $"{place}.{property.Name}")),
            "items" when arrays =>
                value.EnumerateArray().SelectMany((item, index) => Check(root, rule, item, $"{place}[{index}]")),
            "minItems" when arrays => Unless(value.GetArrayLength() >= rule.GetInt32()),
            "maxItems" when arrays => Unless(value.GetArrayLength() <= rule.GetInt32()),
            "minLength" when texts => Unless(value.GetString()!.Length >= rule.GetInt32()),
            "pattern" when texts => Unless(Matches(rule.GetString()!, value.GetString()!)),
            "minimum" when numbers => Unless(value.GetDecimal() >= rule.GetDecimal()),
            "maximum" when numbers => Unless(value.GetDecimal() <= rule.GetDecimal()),
            "required" or "properties" or "patternProperties" or "items" or "minItems" or "maxItems" or "minLength" or "pattern" or "minimum" or "maximum" =>
                [],
            "additionalProperties" => [],
            _ => throw new NotSupportedException($"the tests do not know the keyword {keyword.Name}"),
        };

        IEnumerable<string> Unless(bool fits) => fits ? [] : [$"{place}: {keyword.Name}"];
    }

    // A JSON pointer in a fragment; names with ~ or % do not occur.
    private static JsonElement Referenced(JsonElement root, string reference) =>
        reference.Split('/').Skip(1).Aggregate(root, (schema, name) => schema.GetProperty(name));

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == decimal
            .Truncate(number),
        _ => throw new NotSupportedException($"the tests do not know the type {type}"),
    };

    private static bool IsNamed(JsonElement schema, string name) =>
        (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _))
        || (schema.TryGetProperty("patternProperties", out var patterns)
            && patterns.EnumerateObject().Any(pattern => Matches(pattern.Name, name)));

    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, pattern, RegexOptions.None, LongestMatch);
}
