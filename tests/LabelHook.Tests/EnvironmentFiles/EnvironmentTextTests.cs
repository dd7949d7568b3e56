using System.Text;
using CsCheck;
using LabelHook.EnvironmentFiles;

namespace LabelHook.Tests.EnvironmentFiles;

public static class EnvironmentTextTests
{
    private static readonly Dictionary<string, string> None = [];

    // Pieces of files: harmless lines, port variables, and what real files and vandals put into them.
    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.OneOf<string>(
            "",
            "# comment",
            "IMAGE_ID=x",
            "B=\"q\"",
            "  ",
            "TCP_PORT=1",
            "TCP_PORTS=1,2",
            "UDP_PORTS_RANGE=5-9",
            "TCP_PORT=2",
            "ZZZ=last",
            "# X=1",
            "na-me=2"),
        Gen.String[Gen.Char["AB_=1,-# \t\"'\\;\r\u00e9"], 0, 12]);

    private static readonly Gen<string> Content = Gen.Select(Line.List[0, 8], Gen.Bool, (lines, end) =>
        string.Join('\n', lines) + (end && lines.Count > 0 ? "\n" : ""));

    private static readonly Gen<Dictionary<string, string>> Wanted = Gen.Select(
        Gen.Int[0, 10], Gen.Int[0, 10], Gen.Bool, (tcp, udp, single) =>
        PortVariables.For(Block(tcp), Block(udp), single).ToDictionary(StringComparer.Ordinal));

    [Theory]
    [InlineData("", "TCP_PORT=7\n")]
    [InlineData("A=1\nTCP_PORT=1\nZ=2\n", "A=1\nTCP_PORT=7\nZ=2\n")]
    [InlineData("Z=2\n# note\nTCP_PORT=1\nA=1", "Z=2\n# note\nTCP_PORT=7\nA=1")]
    [InlineData("Z=2\nA=1", "Z=2\nA=1\nTCP_PORT=7\n")]
    [InlineData("A=1\nZ=2\n", "A=1\nTCP_PORT=7\nZ=2\n")]
    [InlineData("TCP_PORT=1\nZ=2\nA=1\nTCP_PORT=3\n", "Z=2\nA=1\nTCP_PORT=7\n")]
    [InlineData("Z=2\nA=1\nTCP_PORTS=1,2\nUDP_PORT=4\n", "Z=2\nA=1\nTCP_PORT=7\n")]
    [InlineData("Z=2\nA=1\nTCP_PORT=7", "Z=2\nA=1\nTCP_PORT=7")]
    public static void Variables_are_replaced_in_place_or_added_or_removed(string before, string after) =>
        Assert.Equal(
            after,
            Text(Read(before).With(new Dictionary<string, string>(StringComparer.Ordinal) { ["TCP_PORT"] = "7" })));

    [Fact]
    public static void Reading_and_writing_a_file_does_not_change_it() => Gen.Byte.Array.Sample(bytes =>
        EnvironmentText.Read(bytes).ToBytes().AsSpan().SequenceEqual(bytes));

    [Fact]
    public static void A_written_variable_is_read_back_and_no_other_changes() =>
        Gen.Select(Content, Wanted).Sample((content, wanted) =>
    {
        var before = Read(content);

        var after = EnvironmentText.Read(before.With(wanted).ToBytes()).Variables;

        var expected = before.Variables.Where(variable => !PortVariables.Names.Contains(variable.Key)).Concat(wanted);
        return expected.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SequenceEqual(after.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    });

    [Fact]
    public static void Systemd_reads_the_intended_values_from_each_accepted_file() =>
        Gen.Select(Content, Wanted).Sample((content, wanted) =>
    {
        var after = Read(content).With(wanted);
        if (after.Errors.Any())
            return true;

        var seen = SystemdReader.Read(Text(after));

        return PortVariables.Names.All(name => seen.GetValueOrDefault(name) == wanted.GetValueOrDefault(name));
    });

    [Fact]
    public static void Other_lines_keep_their_bytes_and_their_order() =>
        Gen.Select(Content, Wanted).Sample((content, wanted) =>
    {
        var foreign = Lines(content).Where(IsForeign);

        var kept = Lines(Text(Read(content).With(wanted))).Where(IsForeign);

        return foreign.SequenceEqual(kept);
    });

    [Fact]
    public static void Writing_the_same_values_again_changes_nothing() =>
        Gen.Select(Content, Wanted).Sample((content, wanted) =>
    {
        var once = Text(Read(content).With(wanted));

        return Text(Read(once).With(wanted)) == once;
    });

    [Fact]
    public static void A_file_has_the_variables_exactly_if_writing_them_changes_nothing() =>
        Gen.Select(Content, Wanted).Sample((content, wanted) =>
    {
        var before = Read(content);
        var after = before.With(wanted);

        return before.Has(wanted) == (Text(after) == content) && after.Has(wanted);
    });

    [Theory]
    [InlineData("TCP_PORT=1\nTCP_PORT=1\n")]
    [InlineData("TCP_PORT=1\nUDP_PORT=1\n")]
    [InlineData("TCP_PORT=01\n")]
    [InlineData(" TCP_PORT=1\n")]
    [InlineData("")]
    public static void A_file_lacks_the_variables_if_it_repeats_or_changes_one_or_has_others(string content)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal) { ["TCP_PORT"] = "1" };

        Assert.False(Read(content).Has(wanted));
        Assert.True(Read("A=1\nTCP_PORT=1\n# note").Has(wanted));
    }

    [Fact]
    public static void Only_a_file_without_other_lines_becomes_empty()
    {
        Assert.True(Read("TCP_PORT=1\nUDP_PORT=2\n").With(None).IsEmpty);
        Assert.False(Read("TCP_PORT=1\n\n").With(None).IsEmpty);
    }

    private static PortRange Block(int count) => count == 0 ? default : PortRange.FromStart(20001, count);

    private static EnvironmentText Read(string text) => EnvironmentText.Read(Encoding.UTF8.GetBytes(text));

    private static string Text(EnvironmentText text) => Encoding.UTF8.GetString(text.ToBytes());

    private static string[] Lines(string text)
    {
        if (text.Length == 0)
            return [];
        return text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');
    }

    private static bool IsForeign(string line) =>
        !PortVariables.Names.Any(name => line.StartsWith(name + "=", StringComparison.Ordinal));
}
