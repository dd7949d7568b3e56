using System.Text;
using LabelHook.EnvironmentFiles;

namespace LabelHook.Tests.EnvironmentFiles;

public static class EnvironmentLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  \t")]
    [InlineData("# a comment")]
    [InlineData("#")]
    [InlineData("NAME=value")]
    [InlineData("_n1=")]
    [InlineData("URL=https://u@h:1/p?a=b#c")]
    [InlineData("NAME=caf\u00e9\u65e5\u672c")]
    public static void A_line_that_all_readers_read_alike_is_accepted(string text) =>
        Assert.Equal((null, null), Judge(text));

    [Theory]
    [InlineData("# X=1")]
    [InlineData("  # X=1")]
    [InlineData("NAME=\"quoted\"")]
    [InlineData("NAME='it'\"s\"")]
    [InlineData("na-me=1")]
    [InlineData("1NAME=1")]
    [InlineData("  NAME=1")]
    public static void A_line_that_readers_read_differently_is_kept_with_a_warning(string text)
    {
        var (refusal, warning) = Judge(text);

        Assert.Null(refusal);
        Assert.NotNull(warning);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("NAME")]
    [InlineData("=value")]
    [InlineData("; comment")]
    [InlineData("export NAME=1")]
    [InlineData("export TCP_PORT=1")]
    [InlineData("TCP_PORT =1")]
    [InlineData("  TCP_PORT=1")]
    [InlineData("NAME=value\\")]
    [InlineData("# comment \\")]
    [InlineData("NAME=\"open")]
    [InlineData("NAME='open")]
    [InlineData("NAME=\"a\"'b")]
    [InlineData("NAME= \"open")]
    [InlineData("NAME=\"a\" \"b")]
    [InlineData("NAME=\t'a' \t'b")]
    [InlineData("NAME=\"a\\\"")]
    [InlineData("NAME=value\r")]
    [InlineData("\ufeffNAME=value")]
    [InlineData("NAME=a\0b")]
    [InlineData("NAME=\uffff")]
    [InlineData("# \ufdd0")]
    public static void A_line_that_damages_other_lines_is_rejected(string text) =>
        Assert.NotNull(Judge(text).Error);

    [Fact]
    public static void Bytes_that_are_not_text_and_lines_of_70_kB_are_rejected()
    {
        Assert.NotNull(EnvironmentLine.Read(new byte[] { (byte)'A', (byte)'=', 0xff }).Error);
        Assert.NotNull(EnvironmentLine.Read(Encoding.ASCII.GetBytes("A=" + new string('x', 70_000))).Error);
        Assert.Null(EnvironmentLine.Read(Encoding.ASCII.GetBytes("A=" + new string('x', 65_531))).Error);
    }

    private static (string? Error, string? Warning) Judge(string text)
    {
        var line = EnvironmentLine.Read(Encoding.UTF8.GetBytes(text));
        return (line.Error, line.Warning);
    }
}
