using System.Text.Json;
using LabelHook.Images.Manifests;

namespace LabelHook.Tests.Images.Manifests;

public static class GoJsonTests
{
    [Theory]
    [InlineData("Labels", true)]
    [InlineData("labels", true)]
    [InlineData("lABELS", true)]
    [InlineData("Label\u017f", true)]
    [InlineData("Label", false)]
    [InlineData("Labels ", false)]
    [InlineData("L\u00e4bels", false)]
    [InlineData("Lab\u0435ls", false)] // a Cyrillic e
    public static void A_member_is_found_in_any_case_that_Go_accepts(string name, bool found) =>
        Assert.Equal(found, Json($$"""{"{{name}}":1}""").Member("Labels") is not null);

    [Fact]
    public static void The_Kelvin_sign_matches_k() => Assert.NotNull(Json("{\"\u212aey\":1}").Member("key"));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":null}""")]
    public static void Null_means_absent(string json)
    {
        var value = Json(json);

        Assert.Null(value.Member("a"));
        Assert.Empty(value.Text("a"));
        Assert.Empty(value.Items("a"));
        Assert.Empty(value.TextItems("a"));
        Assert.Empty(value.Texts("a"));
    }

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":{"b":1},"A":{"c":2}}""")]
    [InlineData("""{"A":null,"a":"x"}""")]
    public static void A_repeated_member_is_rejected(string json) =>
        Assert.Equal(
            "\"a\" is given more than once", Assert.Throws<JsonException>(() => Json(json).Member("a")).Message);

    [Fact]
    public static void Labels_are_case_sensitive_and_the_last_value_counts()
    {
        var labels = Json("""{"Labels":{"a":"1","A":"2","a":"3","b":null}}""").Texts("Labels");

        Assert.Equal(
            ["A=2", "a=3", "b="], labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":[1]}""")]
    [InlineData("""{"a":{"b":1}}""")]
    public static void A_value_of_another_type_is_rejected(string json)
    {
        Assert.Throws<JsonException>(() => Json(json).Text("a"));
        Assert.Throws<JsonException>(() => Json(json).Texts("a"));
        Assert.Throws<JsonException>(() => Json(json).TextItems("a").ToList());
        Assert.Throws<JsonException>(() => Json("1").Member("a"));
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
