namespace LabelHook.Tests;

public static class ModuleNameTests
{
    [Theory]
    [InlineData("mattermost1")]
    [InlineData("A")]
    [InlineData("0.x_y-z")]
    public static void Letters_digits_and_three_other_characters_are_accepted(string text) =>
        Assert.Equal(text, ModuleName.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("-a")]
    [InlineData("a\n")]
    [InlineData("a\0b")]
    [InlineData("é")]
    public static void Anything_else_is_rejected_with_the_value_and_what_is_accepted(string text)
    {
        Assert.False(ModuleName.TryParse(text, out var name, out var problem));

        Assert.Equal(default, name);
        Assert.Equal("LH1101", problem.Code);
        Assert.Equal(text, problem.Value);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Fact]
    public static void The_longest_name_has_255_characters()
    {
        Assert.True(ModuleName.TryParse(new string('a', 255), out _, out _));
        Assert.False(ModuleName.TryParse(new string('a', 256), out _, out _));
    }
}
