using LabelHook.Images.Containerfiles;
using LabelHook.Labels;

namespace LabelHook.Tests.Images.Containerfiles;

public sealed class ContainerfileTests : IDisposable
{
    private const string Tcp = "org.nethserver.tcp-ports-demand";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Values => new()
    {
        { "LABEL T=3", "3" },
        { "label T=3", "3" },
        { "  LABEL\tT=3  ", "3" },
        { "LABEL T=\"3\"", "3" },
        { "LABEL T='3'", "3" },
        { "LABEL \"T\"=3", "3" },
        { "LABEL x=y T=3 z=\"a b\"", "3" },
        { "LABEL T=\"a \\\"b\\\" \\c\"", "a \"b\" \\c" },
        { "LABEL T='a \\' b=c", "a \\" },
        { "LABEL T=a\\ b", "a b" },
        { "LABEL T=\\$x", "$x" },
        { "LABEL T='$x ${y}'", "$x ${y}" },
        { "LABEL T=\"\\${x}\"", "${x}" },
        { "LABEL T=5$", "5$" },
        { "LABEL T=a\"b c\"'d e'", "ab cd e" },
        { "LABEL T=", "" },
        { "LABEL T=1=2", "1=2" },
        { "LABEL T 3", "3" },
        { "LABEL T  value with  blanks ", "value with  blanks" },
        { "LABEL T \"3\"", "3" },
        { "LABEL T it=is", "it=is" },
        { "LABEL T=1\nLABEL T=2", "2" },
        { "LABEL T=1 T=2", "2" },
        { "LABEL x=y \\\n  T=3", "3" },
        { "LABEL x=y \\  \n\n# a comment \\\n   # another\n  T=3", "3" },
        { "LABEL T=\\\n3", "3" },
        { "LABEL T=1\\\n2", "12" },
        { "LABEL T=3 \\", "3" },
        { "LABEL T=3\r\nLABEL x=y\r", "3" },
        { "# LABEL T=4\nLABEL T=3", "3" },
        { "LABEL T=a\\\\\nLABEL x=y", "a\\" },
        { "LABEL T=${X}\nLABEL T=3", "3" },
        { "LABEL other=$X T=3", "3" },
        { "LABEL org.opencontainers.$Y=2 T=3", "3" },
    };

    public static TheoryData<string, int, string> Invalid => new()
    {
        { "", 1, "there is no FROM" },
        { "# nothing\n", 1, "there is no FROM" },
        { "LABEL a=b\nFROM scratch", 1, "\"LABEL\" before FROM" },
        { "\nhello world\n", 2, "\"HELLO\" before FROM" },
        { "FROM scratch\nLABLE a=b", 2, "unknown instruction \"LABLE\"" },
        { "FROM scratch\nONBUILD LABLE a=b", 2, "unknown instruction \"LABLE\"" },
        { "FROM", 1, "FROM \"\"; accepted" },
        { "FROM a b", 1, "FROM \"a b\"; accepted" },
        { "FROM a as b c", 1, "FROM \"a as b c\"; accepted" },
        { "FROM scratch\nLABEL", 2, "LABEL requires a name and a value" },
        { "FROM scratch\nLABEL a", 2, "label \"a\" has no value" },
        { "FROM scratch\nLABEL a=b c", 2, "\"c\" is not a label; accepted: name=value" },
        { "FROM scratch\nLABEL =b", 2, "a label has no name" },
        { "FROM scratch\nLABEL x=y \\\n# comment\n  a=\"b c", 4, "a quote in \"\"b c\" is not closed" },
        { "FROM scratch\nLABEL a='b", 2, "a quote in \"'b\" is not closed" },
        { "FROM scratch\nLABEL a it's", 2, "a quote in \"it's\" is not closed" },
        { "FROM scratch\nRUN cat <<EOF\nLABEL a=b\n", 2, "here-document \"EOF\" does not end" },
        { "# escape=x\nFROM scratch", 1, "the escape character is \"x\"; accepted" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void The_value_of_a_label_is_that_of_the_build(string text, string value)
    {
        var image = Read("FROM scratch\n" + text.Replace("T", Tcp, StringComparison.Ordinal), out var warnings);

        Assert.Equal(value, image.Labels[Tcp]);
        Assert.Equal("", image.Id);
        Assert.Empty(warnings);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_file_is_rejected_with_the_line(string text, int line, string reason)
    {
        var problem = Assert.Throws<LabelHookException>(() => Read(text, out _)).Problem;

        Assert.Equal("LH2090", problem.Code);
        Assert.StartsWith($"{_folder["Containerfile"]}:{line}: {reason}", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LABEL T=$PORTS", 2, "$PORTS")]
    [InlineData("LABEL T=${PORTS:-3}", 2, "${PORTS:-3}")]
    [InlineData("LABEL T=\"1${PORTS}\"", 2, "${PORTS}")]
    [InlineData("LABEL T '$X' $1", 2, "$1")]
    [InlineData("LABEL x=y \\\n  T=$PORTS", 3, "$PORTS")]
    [InlineData("ARG PORTS=3\nLABEL T=${PORTS}", 3, "${PORTS}")]
    [InlineData("LABEL T=${PORTS", 2, "${PORTS")]
    [InlineData("LABEL ${NAME}=3", 2, "${NAME}")]
    [InlineData("LABEL org.$NAME=3", 2, "$NAME")]
    [InlineData("LABEL org.nethserver.$NAME=3", 2, "$NAME")]
    public void A_label_of_LabelHook_that_uses_a_variable_is_rejected(string text, int line, string variable)
    {
        var problem = Assert.Throws<LabelHookException>(
            () => Read("FROM scratch\n" + text.Replace("T=", Tcp + "=", StringComparison.Ordinal)
                .Replace("T '", Tcp + " '", StringComparison.Ordinal), out _)).Problem;

        Assert.Equal(("LH2091", variable), (problem.Code, problem.Value));
        Assert.Contains($"Containerfile:{line}: label \"", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("build the image and inspect that", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_only_some_builders_set_is_rejected()
    {
        var problem = Assert.Throws<LabelHookException>(
            () => Read($"FROM scratch AS a\nONBUILD LABEL {Tcp}=1\nFROM a AS b\nFROM b", out _)).Problem;

        Assert.Equal("LH2094", problem.Code);
        Assert.Contains($":2: label \"{Tcp}\" is set by ONBUILD", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_escape_directive_changes_the_character_that_continues_a_line()
    {
        var image = Read(
            $"# syntax=docker/dockerfile:1\n# Escape = `\nFROM scratch\nLABEL a=b\\ `\n {Tcp}=\"`\"3\"", out _);

        Assert.Equal(("\"3", "b\\"), (image.Labels[Tcp], image.Labels["a"]));
    }

    [Theory]
    [InlineData("\n# escape=`")]
    [InlineData("# a comment\n# escape=`")]
    public void A_directive_after_something_else_is_a_comment(string start) =>
        Assert.Equal("3", Read($"{start}\nFROM scratch\nLABEL a=b \\\n {Tcp}=3", out _).Labels[Tcp]);

    [Theory]
    [InlineData("RUN <<EOF\nLABEL T=4\nEOF")]
    [InlineData("RUN --mount=type=cache,target=/x sh -e <<-EOF\nLABEL T=4\n\t\tEOF")]
    [InlineData("COPY <<a <<'b' /etc/\nLABEL T=4\na\nLABEL T=4\nb")]
    [InlineData("ADD <<\"EOF\" /x\nLABEL T=4\nEOF")]
    [InlineData("ONBUILD RUN 3<<EOF\nLABEL T=4\nEOF")]
    [InlineData("RUN echo \\\n  <<EOF\nLABEL T=4\nEOF")]
    [InlineData("RUN cat <<<EOF && echo '<<x' $((1 << 2))")]
    [InlineData("RUN echo LABEL T=4 && \\\nLABEL T=4")]
    public void Text_that_RUN_COPY_or_ADD_contains_is_no_label(string text) => Assert.Equal(
        "3",
        Read($"FROM scratch\nLABEL T=3\n{text}\n".Replace("T=", Tcp + "=", StringComparison.Ordinal), out _)
            .Labels.GetValueOrDefault(Tcp));

    [Theory]
    [InlineData("FROM scratch AS a\nLABEL T=1\nFROM scratch\nLABEL x=y", null)]
    [InlineData("FROM scratch AS a\nLABEL T=1\nFROM a", "1")]
    [InlineData("FROM scratch AS a\nLABEL T=1\nFROM --platform=linux/amd64 A as b\nLABEL x=y\nFROM b", "1")]
    [InlineData("FROM scratch AS a\nLABEL T=1\nFROM a\nLABEL T=2", "2")]
    [InlineData("FROM scratch AS a\nLABEL T=$X\nFROM scratch\nLABEL T=2", "2")]
    [InlineData("FROM scratch AS a\nONBUILD LABEL T=1", null)]
    [InlineData("FROM scratch AS a\nONBUILD LABEL T=1\nFROM a\nLABEL T=2", "2")]
    [InlineData("ARG BASE=x\nFROM scratch\nLABEL T=1", "1")]
    public void Only_the_last_stage_and_those_that_it_begins_with_count(string text, string? value)
    {
        var labels = Read(text.Replace("T=", Tcp + "=", StringComparison.Ordinal), out var warnings).Labels;

        Assert.Equal(value, labels.GetValueOrDefault(Tcp));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("FROM docker.io/library/debian:12", "docker.io/library/debian:12")]
    [InlineData("FROM $BASE", "$BASE")]
    [InlineData("FROM one AS a\nFROM scratch AS b\nFROM a", "one")]
    [InlineData("FROM one\nFROM two", "two")]
    public void Unknown_labels_of_the_base_image_are_a_warning(string text, string image)
    {
        Read(text, out var warnings);

        var warning = Assert.Single(warnings);
        Assert.Contains($"the labels of base image \"{image}\" are not known", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Containerfile", true)]
    [InlineData("/a/b/Dockerfile", true)]
    [InlineData("x/Containerfile.web", true)]
    [InlineData("web.Dockerfile", true)]
    [InlineData("containerfile", false)]
    [InlineData("MyContainerfile", false)]
    [InlineData("Containerfiles", false)]
    [InlineData("Containerfile/x", false)]
    [InlineData("localhost/web:1.Dockerfile", false)]
    public void The_name_of_a_file_says_whether_it_is_a_Containerfile(string path, bool expected) =>
        Assert.Equal(expected, Containerfile.Matches(path));

    [Fact]
    public void A_byte_order_mark_is_ignored() =>
        Assert.Equal("3", Read($"\ufeffFROM scratch\nLABEL {Tcp}=3", out _).Labels[Tcp]);

    [Fact]
    public void Text_that_is_not_UTF_8_is_rejected_with_its_line()
    {
        File.WriteAllBytes(_folder["Dockerfile"], [.. "FROM scratch\nLABEL a="u8, 0xff, .. "\n"u8]);

        var problem = Assert.Throws<LabelHookException>(() => Containerfile.Read(_folder["Dockerfile"], out _)).Problem;

        Assert.Equal($"{_folder["Dockerfile"]}:2: the text is not valid UTF-8", problem.Message);
    }

    [Fact]
    public void What_is_no_ordinary_file_of_a_bounded_size_is_rejected()
    {
        _folder.Write("Containerfile", "FROM scratch\n# " + new string('x', 1 << 20));
        _folder.Write("Containerfile.in", "FROM scratch\n");
        Directory.CreateDirectory(_folder["Dockerfile"]);
        File.CreateSymbolicLink(_folder["zero.Dockerfile"], "/dev/zero");

        Assert.Equal("it is larger than 1024 KiB", Reason("Containerfile"));
        Assert.Equal("it must be preprocessed", Reason("Containerfile.in"));
        Assert.Equal("it is not a regular file", Reason("Dockerfile"));
        Assert.Equal("it is not a regular file", Reason("zero.Dockerfile"));
        Assert.Equal("no such file or folder", Reason("none.Dockerfile"));
    }

    // The labels of a file as long as it may be, in time that does not grow with its square.
    [Fact]
    public void A_file_of_many_lines_is_read()
    {
        var lines = string.Concat(Enumerable.Repeat("a=b \\\n", 100_000));

        Assert.Equal("3", Read($"FROM scratch\nLABEL {lines} {Tcp}=3", out _).Labels[Tcp]);
    }

    [Fact]
    public void A_misspelled_label_is_reported_as_that_of_an_image()
    {
        var image = Read("FROM scratch\nLABEL org.nethserver.tcp-port-demand=3", out _);

        Assert.Contains("did you mean " + Tcp, Assert.Single(LabelWarnings.ForKeys(image)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private LabelHook.Images.ModuleImage Read(string text, out IReadOnlyList<string> warnings) =>
        Containerfile.Read(_folder.Write("Containerfile", text), out warnings);

    private string Reason(string name)
    {
        var problem = Assert.Throws<LabelHookException>(() => Containerfile.Read(_folder[name], out _)).Problem;
        Assert.Equal("LH2093", problem.Code);
        return problem.Message.Split("cannot be read: ")[1];
    }
}
