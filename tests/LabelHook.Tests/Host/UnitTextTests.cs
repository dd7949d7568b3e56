using LabelHook.Host;

namespace LabelHook.Tests.Host;

public static class UnitTextTests
{
    [Theory]
    [InlineData("A=1\nB=2", "1:A=1|2:B=2")]
    [InlineData("A=\\\n  1\nB=2", "1:A= 1|3:B=2")]
    [InlineData("A=1 \\\n# comment\n; comment\n  2\nB=3", "1:A=1  2|5:B=3")]
    [InlineData("# comment \\\nA=1", "2:A=1")]
    [InlineData("A=1\\\\\nB=2", "1:A=1\\\\|2:B=2")]
    [InlineData("A=1\\", "1:A=1 ")]
    public static void Lines_are_joined_as_systemd_joins_them(string text, string expected) =>
        Assert.Equal(
            expected, string.Join('|', UnitText.JoinedLines(text).Select(line => $"{line.Number}:{line.Text}")));
}
