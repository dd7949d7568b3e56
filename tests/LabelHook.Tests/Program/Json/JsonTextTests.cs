using System.Text;
using System.Text.Json;
using LabelHook.Cli.Json;

namespace LabelHook.Tests.Program.Json;

public static class JsonTextTests
{
    [Theory]
    [InlineData("<a href='x'>&+`{}</a>")]
    [InlineData("ünïcode, 漢字 and 🙂")]
    [InlineData("1\u00a02")]
    public static void Visible_text_is_not_escaped(string text) =>
        Assert.Equal($"{{\"schema\":1,\"version\":\"{text}\"}}", Write(text));

    [Theory]
    [InlineData("\"", "\\\"")]
    [InlineData("\\", @"\\")]
    [InlineData("a\nb\tc\rd\be\ff", @"a\nb\tc\rd\be\ff")]
    [InlineData("\0\u001b\u007f\u009b", @"\u0000\u001b\u007f\u009b")]
    [InlineData("\u202e\u200b\u2028\u2029\ufeff", @"\u202e\u200b\u2028\u2029\ufeff")]
    [InlineData("\U000e0041🙂", "\\udb40\\udc41🙂")]
    public static void Characters_that_break_JSON_or_control_a_terminal_are_escaped(string text, string escaped) =>
        Assert.Equal($"{{\"schema\":1,\"version\":\"{escaped}\"}}", Write(text));

    [Fact]
    public static void Each_character_survives_a_round_trip_and_none_is_hidden()
    {
        var text = string.Concat(
            Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(scalar => new Rune(scalar).ToString()));

        var written = Write(text);

        Assert.Equal(text, JsonDocument.Parse(written).RootElement.GetProperty("version").GetString());
        Assert.DoesNotContain(written.EnumerateRunes(), PrintableText.IsHidden);
    }

    [Fact]
    public static void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("a\ufffdb", JsonDocument.Parse(Write("a\ud800b")).RootElement.GetProperty("version").GetString());

    private static string Write(string text) =>
        JsonText.Write(new VersionDocument(text), Documents.Default.VersionDocument);
}
