using System.Text;
using CsCheck;
using LabelHook.EnvironmentFiles;

namespace LabelHook.Tests.EnvironmentFiles;

public static class ShellValueTests
{
    // A file of so many variables is read by each shell once.
    private const int Values = 400;

    // Half of them from what means something to some reader.
    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.String[Gen.Char[" \t'\"\\$`;&|<>()~:#*?[]{}!^%=,-+@/.aB7\u00e9\u65e5"], 0, 6],
        Gen.String[Gen.Char[' ', '~'], 0, 12],
        Gen.String[Gen.Char['\u00a0', '\u3002'], 0, 3]);

    [Theory]
    [InlineData("b c")]
    [InlineData("b\tc")]
    [InlineData(" b")]
    [InlineData("b ")]
    [InlineData("b # c")]
    [InlineData("b;c")]
    [InlineData(";c")]
    [InlineData("b&c")]
    [InlineData("b|c")]
    [InlineData("b<c")]
    [InlineData("b>c")]
    [InlineData("b(c)")]
    [InlineData("$(c)")]
    [InlineData("${c}")]
    [InlineData("$c")]
    [InlineData("`c`")]
    [InlineData("b'c")]
    [InlineData("b\"c\"")]
    [InlineData("b\\c")]
    [InlineData("~")]
    [InlineData("~root/c")]
    [InlineData("b:~/c")]
    [InlineData("b\u200bc")]
    public static void A_value_that_a_shell_reads_differently_is_kept_with_a_warning(string value)
    {
        var line = EnvironmentLine.ForVariable("NAME", value);

        Assert.NotNull(line.Warning);
        Assert.Null(line.Error);
        Assert.Equal(value, line.Value);
    }

    [Theory]
    [InlineData("UID=7")]
    [InlineData("OPTIND=x")]
    [InlineData("_=x")]
    [InlineData("A;B=1")]
    [InlineData("A+=1")]
    [InlineData("$(B)=1")]
    public static void A_name_that_a_shell_rejects_causes_a_warning(string text) =>
        Assert.NotNull(EnvironmentLine.Read(Encoding.UTF8.GetBytes(text)).Warning);

    [Theory]
    [InlineData("\"$(c)\"", "contains $( in the value, and sh runs what follows as a command")]
    [InlineData("\"`c`\"", "contains a backtick in the value, and sh runs what follows as a command")]
    [InlineData("'b'\"`c`\"", "contains a backtick in the value, and sh runs what follows as a command")]
    [InlineData("\"b\";c", "contains ; in the value, and sh runs what follows as a command")]
    [InlineData("'b' c", "has a blank in the value, and sh runs what follows as a command")]
    [InlineData(" 'b'", "has a blank in the value, and sh runs what follows as a command")]
    [InlineData("'`c` $(c)'", "has a quoted value, and podman, docker and NS8 keep the quotes")]
    [InlineData("\"\\`c;d|e\" ", "has a quoted value, and podman, docker and NS8 keep the quotes")]
    public static void A_quoted_command_substitution_causes_a_warning(string value, string warning) =>
        Assert.Equal(warning, EnvironmentLine.Read(Encoding.UTF8.GetBytes($"NAME={value}")).Warning);

    [Theory]
    [InlineData("*")]
    [InlineData("a*?[b]{c,d}")]
    [InlineData("#a#b")]
    [InlineData("a~b=~c")]
    [InlineData("!a^b%c@d+e,f-g")]
    public static void Characters_that_no_shell_expands_cause_no_warning(string value) =>
        Assert.Null(EnvironmentLine.ForVariable("NAME", value).Warning);

    [Fact]
    public static void Shells_and_systemd_agree_on_each_line_without_a_warning()
    {
        using var folder = new TemporaryFolder();
        folder.Write("aB7", "a name that a pattern could match");
        Value.Array[Values].Sample(
            values =>
            {
                var lines = values
                    .Select((value, index) => EnvironmentLine.ForVariable($"V{index}", value))
                    .Where(line => line is { Warning: null, Error: null })
                    .ToList();
                var text = string.Concat(lines.Select(line => Encoding.UTF8.GetString(line.Bytes.Span) + "\n"));
                var path = folder.Write("environment", text);
                var shells = ShellReader.Installed.Select(shell => ShellReader.Read(shell, path));
                foreach (var seen in shells.Append(SystemdReader.Read(text)))
                {
                    foreach (var line in lines)
                        Assert.Equal(line.Value, seen.GetValueOrDefault(line.Name!));
                }

                return lines.Count > Values / 20;
            },
            iter: 5,
            threads: 1);
    }
}
