using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Maps;

// `map` as text and as a picture, of nodes of every size.
public sealed class MapTests : IAsyncDisposable
{
    private const string Escape = "\u001b";

    private static readonly Regex Color = new("\u001b\\[[0-9]+m", RegexOptions.None, TimeSpan.FromSeconds(1));

    private readonly TemporaryFolder _folder = new();

    public MapTests() => _folder.Write("alone.yaml", "avoid-in-use: false\n");

    private string State => _folder["state"];

    private string Alone => _folder["alone.yaml"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(1000)]
    public async Task Piped_output_has_80_columns_and_no_color_and_is_stable(int modules)
    {
        await FillAsync(modules);

        var output = (await RunAsync("map")).Succeeded().Output;

        Assert.Equal(output, (await RunAsync("map")).Output);
        Assert.DoesNotContain(Escape, output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.InRange(output.Count(character => character == '\n'), 8, 70);
        Assert.Equal(modules is 1 or 30, output.Contains("█▓ modules", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(250, 200)]
    [InlineData(120, 120)]
    [InlineData(80, 80)]
    [InlineData(72, 72)]
    [InlineData(50, 50)]
    [InlineData(40, 40)]
    public async Task A_terminal_gets_colors_and_lines_that_fit(int columns, int widest)
    {
        await FillAsync(30);

        var output = await InTerminalAsync(columns, "TERM=xterm");

        var lines = Color.Replace(output, "").Split("\r\n");
        Assert.Matches(Color, output);
        Assert.Contains(lines, line => line.StartsWith("tcp  20001", StringComparison.Ordinal));
        Assert.Equal(widest, lines.Max(line => line.Length));
    }

    [Theory]
    [InlineData("TERM=xterm NO_COLOR=1", false)]
    [InlineData("TERM=xterm NO_COLOR=", true)]
    [InlineData("TERM=dumb", false)]
    public async Task NO_COLOR_switches_colors_off(string variables, bool colors)
    {
        await FillAsync(1);

        var output = await InTerminalAsync(80, variables);

        Assert.Equal(colors, output.Contains(Escape, StringComparison.Ordinal));
        Assert.Equal((await RunAsync("map")).Output.ReplaceLineEndings("\r\n"), Color.Replace(output, ""));
    }

    [Fact]
    public async Task Modules_reservations_exclusions_and_other_sockets_look_different()
    {
        RealPart.RequireRoot();
        await FillAsync(1);
        (await RunAsync("reserve", "20008-20009", "--protocol", "tcp", "--reason", "SIP")).Succeeded();
        var configuration = _folder.Write("labelhook.yaml", "band: 20001-20032\nexclude: [20016]\n");
        const string Server = """
            import socket, subprocess, sys
            stranger = socket.socket(); stranger.bind(("0.0.0.0", 20020)); stranger.listen()
            sys.exit(subprocess.run(sys.argv[1:]).returncode)
            """;

        var result = await new Command("unshare").RunAsync(
            "--net",
            "python3",
            "-c",
            Server,
            LabelHookProgram.Command.Program,
            "map",
            "--state",
            State,
            "--config",
            configuration);

        Assert.Contains(
            "tcp  20001  ████···▒▒······░···×············  module0, (SIP)\n",
            result.Succeeded().Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "█▓ modules  ▒ reserved  ░ excluded  × open, not allocated  · free\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_remaining_capacity_can_be_allocated()
    {
        await FillAsync(30);

        var map = (await RunAsync("map", "--json")).Succeeded().Json;

        var tcp = map.GetProperty("protocols")[0];
        var largest = tcp.GetProperty("largestFree");
        var size = largest.GetProperty("end").GetInt32() - largest.GetProperty("start").GetInt32() + 1;
        (await RunAsync("allocate", "more1", (size + 1).ToString(), "--protocol", "tcp")).Failed();
        var given = (await RunAsync("allocate", "more1", size.ToString(), "--protocol", "tcp")).Succeeded();
        Assert.Equal($"{largest.GetProperty("start")}-{largest.GetProperty("end")}", given.Output.Trim());
        var after = (await RunAsync("map", "--json")).Json.GetProperty("protocols")[0];
        Assert.Equal(tcp.GetProperty("free").GetInt32() - size, after.GetProperty("free").GetInt32());
        (await RunAsync("map")).Succeeded();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(1000)]
    public async Task The_picture_is_SVG_that_can_be_rendered(int modules)
    {
        RealPart.RequireProgram("rsvg-convert", "librsvg2-bin");
        await FillAsync(modules);

        var result = (await RunAsync("map", "--svg", _folder["map.svg"])).Succeeded();

        Assert.Equal($"labelhook: wrote {_folder["map.svg"]}", result.Complaint);
        Assert.Empty(result.Output);
        await new Command("rsvg-convert").OutputAsync(_folder["map.svg"], "--output", _folder["map.png"]);
        Assert.Equal(
            modules,
            Names(Picture(), "rect")
                .Where(title => title.Contains("module", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Count());
    }

    [Fact]
    public async Task Foreign_names_cannot_inject_SVG()
    {
        await FillAsync(1);
        const string Hostile = "</title><script>alert(1)</script> & ]]> \"'";
        (await RunAsync("reserve", "20101-20132", "--protocol", "tcp", "--reason", Hostile)).Succeeded();
        await SqlAsync("INSERT INTO TCP_PORTS VALUES (20201, 20232, 'a' || char(27, 0xFFFE, 8, 0x202E) || '<b>')");

        (await RunAsync("map", "--svg", _folder["map.svg"])).Succeeded();
        var text = (await RunAsync("map")).Succeeded().Output;

        Assert.Contains(Names(Picture(), "text"), name => name.Contains(Hostile, StringComparison.Ordinal));
        Assert.Equal(
            ["defs", "desc", "line", "pattern", "rect", "style", "svg", "text", "title"],
            Picture().DescendantsAndSelf().Select(element => element.Name.LocalName).Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal));
        Assert.DoesNotContain(text, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202E', text);
    }

    [Theory]
    [InlineData("mkdir map.svg", "it is a folder")]
    [InlineData("mkfifo map.svg", "it is a FIFO, a socket or a device")]
    [InlineData("echo kept >target; ln -s target map.svg", "it is a symbolic link")]
    [InlineData("ln -s nowhere map.svg", "it is a symbolic link")]
    public async Task A_file_that_is_not_a_picture_is_not_replaced(string made, string reason)
    {
        await FillAsync(1);
        await new Command("sh").OutputAsync("-euc", $"cd \"$0\"; {made}", _folder.Path);
        var before = await ListAsync();

        var result = (await RunAsync("map", "--svg", _folder["map.svg"])).Failed();

        Assert.Equal($"labelhook: file \"{_folder["map.svg"]}\" cannot be written: {reason}\n", result.Errors);
        Assert.Equal(before, await ListAsync());
    }

    [Fact]
    public async Task A_full_disk_keeps_the_existing_picture()
    {
        RealPart.RequireRoot();
        await FillAsync(1000);
        const string Small =
            "mount -t tmpfs -o size=64k tmpfs \"$0\" && cd \"$0\" && echo kept >map.svg && ! \"$@\" --svg map.svg && "
                + "cat map.svg && ls -A";
        Directory.CreateDirectory(_folder["small"]);

        var result = await new Command("unshare").RunAsync(
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            Small,
            _folder["small"],
            LabelHookProgram.Command.Program,
            "map",
            "--state",
            State,
            "--config",
            Alone);

        Assert.Equal("kept\nmap.svg\n", result.Succeeded().Output);
        Assert.StartsWith(
            "labelhook: file \"map.svg\" cannot be written: ", result.Complaint, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    // What others have open on this machine, in the ephemeral part of the band too, is no matter here.
    private Task<CommandResult> RunAsync(params string[] arguments) =>
        LabelHookProgram.Command.RunAsync([.. arguments, "--state", State, "--config", Alone]);

    private async Task<string> InTerminalAsync(int columns, string variables)
    {
        RealPart.RequireProgram("script", "bsdutils");
        return await OutputAsync(
            $"stty cols {columns}; env {variables} '{LabelHookProgram.Command.Program}' map --state '{State}' "
                + $"--config '{Alone}'");

        static async Task<string> OutputAsync(string command) => (await new Command("script").RunAsync(
            "--quiet", "--return", "--command", command, "/dev/null")).Succeeded().Output;
    }

    private XElement Picture()
    {
        using var reader = XmlReader.Create(
            _folder["map.svg"], new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XElement.Load(reader);
    }

    private static IEnumerable<string> Names(XElement picture, string element) =>
        picture.Descendants().Where(found => found.Name.LocalName == element).Select(found => found.Value);

    private Task<string> ListAsync() => new Command("sh").OutputAsync(
        "-c", "ls -lA --time-style=full-iso \"$0\"; cat \"$0\"/target 2>/dev/null || true", _folder.Path);

    // Modules of four TCP ports each, one free port after every seventh.
    private async Task FillAsync(int modules)
    {
        if (modules == 0)
            return;
        (await RunAsync("claim", "module0", "20001-20004", "--protocol", "tcp")).Succeeded();
        await SqlAsync($"""
            WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers)
            INSERT INTO TCP_PORTS SELECT 20001 + i * 4 + i / 7, 20004 + i * 4 + i / 7, 'module' || i FROM numbers LIMIT {modules - 1}
            """);
    }

    private async Task SqlAsync(string sql)
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        await new Command("sqlite3").OutputAsync(Path.Join(State, "ports.sqlite"), sql);
    }
}
