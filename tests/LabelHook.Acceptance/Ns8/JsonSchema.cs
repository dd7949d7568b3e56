using System.Text.Json;
using System.Text.RegularExpressions;

namespace LabelHook.Acceptance;

// As much of JSON Schema draft 7 as the schemas of the actions use; a keyword beyond that fails the test instead of being read past.
public static class JsonSchema
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    // What is wrong, each with the place of it; nothing when the document fits.
    public static IEnumerable<string> Check(JsonElement schema, JsonElement value, string place = "(root)") =>
        schema.EnumerateObject().SelectMany(keyword => Check(schema, keyword, value, place));

    private static IEnumerable<string> Check(JsonElement schema, JsonProperty keyword, JsonElement value, string place)
    {
        var rule = keyword.Value;
        var objects = value.ValueKind == JsonValueKind.Object;
        var arrays = value.ValueKind == JsonValueKind.Array;
        var texts = value.ValueKind == JsonValueKind.String;
        var numbers = value.ValueKind == JsonValueKind.Number;

        return keyword.Name switch
        {
            "$schema" or "$id" or "title" or "description" or "examples" => [],
            "type" => Unless(IsOf(rule.GetString()!, value)),
            "enum" => Unless(rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value))),
            "required" when objects => rule.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{place}: {name} is required"),
            "properties" when objects => rule.EnumerateObject().Where(property => value.TryGetProperty(property.Name, out _))
                .SelectMany(property => Check(property.Value, value.GetProperty(property.Name), $"{place}.{property.Name}")),
            "patternProperties" when objects => rule.EnumerateObject().SelectMany(pattern => value.EnumerateObject().Where(property => Matches(pattern.Name, property.Name))
                .SelectMany(property => Check(pattern.Value, property.Value, $"{place}.{property.Name}"))),
            "additionalProperties" when objects && rule.ValueKind == JsonValueKind.False =>
                value.EnumerateObject().Where(property => !IsNamed(schema, property.Name)).Select(property => $"{place}: additional property {property.Name}"),
            "items" when arrays => value.EnumerateArray().SelectMany((item, index) => Check(rule, item, $"{place}[{index}]")),
            "minItems" when arrays => Unless(value.GetArrayLength() >= rule.GetInt32()),
            "maxItems" when arrays => Unless(value.GetArrayLength() <= rule.GetInt32()),
            "minLength" when texts => Unless(value.GetString()!.Length >= rule.GetInt32()),
            "pattern" when texts => Unless(Matches(rule.GetString()!, value.GetString()!)),
            "minimum" when numbers => Unless(value.GetDecimal() >= rule.GetDecimal()),
            "maximum" when numbers => Unless(value.GetDecimal() <= rule.GetDecimal()),
            "required" or "properties" or "patternProperties" or "items" or "minItems" or "maxItems" or "minLength" or "pattern" or "minimum" or "maximum" => [],
            "additionalProperties" when rule.ValueKind == JsonValueKind.False => [],
            _ => throw new NotSupportedException($"the tests do not know the keyword {keyword.Name}"),
        };

        IEnumerable<string> Unless(bool fits) => fits ? [] : [$"{place}: {keyword.Name}"];
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == decimal.Truncate(number),
        _ => throw new NotSupportedException($"the tests do not know the type {type}"),
    };

    private static bool IsNamed(JsonElement schema, string name) =>
        (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _))
        || (schema.TryGetProperty("patternProperties", out var patterns) && patterns.EnumerateObject().Any(pattern => Matches(pattern.Name, name)));

    private static bool Matches(string pattern, string text) => Regex.IsMatch(text, pattern, RegexOptions.None, LongestMatch);
}
