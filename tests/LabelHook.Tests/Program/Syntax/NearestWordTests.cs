using LabelHook.Cli.Syntax;

namespace LabelHook.Tests.Program.Syntax;

public static class NearestWordTests
{
    private static readonly string[] Known = ["install", "list", "allocate", "deallocate"];

    [Theory]
    [InlineData("instal", ", did you mean install?")]
    [InlineData("lisst", ", did you mean list?")]
    [InlineData("allocat", ", did you mean allocate?")]
    [InlineData("dealocate", ", did you mean deallocate?")]
    [InlineData("zzz", "")]
    [InlineData("remove", "")]
    public static void A_similar_word_is_suggested(string word, string suggestion) =>
        Assert.Equal(suggestion, NearestWord.Suggestion(word, Known));

    [Fact]
    public static void Without_words_there_is_no_suggestion() => Assert.Equal("", NearestWord.Suggestion("list", []));
}
