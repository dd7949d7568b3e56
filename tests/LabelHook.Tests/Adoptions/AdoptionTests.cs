using System.Runtime.Versioning;
using LabelHook.Adoptions;
using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Images;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Ns8;

namespace LabelHook.Tests.Adoptions;

[SupportedOSPlatform("linux")]
public sealed class AdoptionTests : IDisposable
{
    private const string Tables = """
        CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
        CREATE TABLE UDP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
        """;

    private static readonly ModuleName One = ModuleName.Parse("one");
    private static readonly ModuleName Two = ModuleName.Parse("two");

    private readonly TemporaryFolder _folder = new();

    private Node Node => new(new NodeSettings { AvoidInUse = false }, _folder["state"], TimeSpan.FromSeconds(5));

    private Installer Installer => new(Node);

    private ModuleList ModuleList => new(Node);

    private PortRequests PortRequests => new(Node);

    private Remover Remover => new(Node);

    private string Registry => string.Join(
        ' ',
        from module in ModuleList.Read(null, out _)
        from block in module.Blocks
        select $"{module.Module}:{block.Ports}/{block.Protocol.Lower()}");

    [Fact]
    public void A_lost_registry_comes_back_and_an_install_goes_on_with_the_same_ports()
    {
        Installer.Install(One, Image(2, 1), null, dryRun: false);
        Installer.Install(ModuleName.Parse("two"), Image(1, 0), null, dryRun: false);
        var (before, file) = (Registry, File.ReadAllBytes(_folder["state/modules/one/environment"]));
        File.Delete(_folder["state/ports.sqlite"]);

        Adopt();

        Assert.Equal(before, Registry);
        Assert.Equal("20001-20002", $"{Installer.Install(One, Image(2, 1), null, dryRun: false).Tcp}");
        Assert.Equal(file, File.ReadAllBytes(_folder["state/modules/one/environment"]));
        Assert.Equal(
            "20004", $"{PortRequests.Allocate(ModuleName.Parse("three"), 1, Protocol.Tcp, keepExisting: false).Ports}");
    }

    [Fact]
    public void A_second_adoption_finds_nothing_to_do()
    {
        Write("one", "TCP_PORT=20001\n");
        Upstream("""
            INSERT INTO TCP_PORTS VALUES
                (20002, 20003, 'mail1'), (2, 0, 'odd1'), (20010, 20011, 'a1'), (20011, 20012, 'b1')
            """);
        Assert.Equal(3, Adopt(_folder["upstream"]).Blocks.Count);
        var before = File.ReadAllBytes(_folder["state/ports.sqlite"]);

        Assert.True(Adopt(_folder["upstream"]).IsEmpty);
        Assert.Equal(before, File.ReadAllBytes(_folder["state/ports.sqlite"]));
    }

    [Fact]
    public void A_file_in_a_folder_that_is_named_after_no_module_is_skipped_with_a_warning()
    {
        Write("one", "TCP_PORT=20001\n");
        var path = Write("-two", "TCP_PORT=20002\n");
        Directory.CreateDirectory(_folder["state/modules/.empty"]);

        var plan = Adopt();

        Assert.Equal("one", Assert.Single(plan.Blocks).Owner);
        Assert.Equal(
            $"skipped \"{path}\": module name \"-two\" is not valid; "
                + "accepted: 1 to 255 of the characters A-Z a-z 0-9 _ . -, starting with a letter or digit",
            Assert.Single(plan.Warnings));
    }

    [Fact]
    public void A_plan_touches_nothing()
    {
        Write("one", "TCP_PORT=20001\n");

        Assert.Single(new Adoption(Node, null, []).Plan().Blocks);

        Assert.False(File.Exists(_folder["state/ports.sqlite"]));
        Assert.False(File.Exists(_folder["state/ports.sqlite.lock"]));
    }

    [Theory]
    [InlineData(
        "TCP_PORT=20001\n",
        "TCP_PORT=20001\n",
        "tcp ports 20001 of two in {two} contradict 20001 of one in {one}; correct one of them, nothing was written")]
    [InlineData(
        "TCP_PORTS_RANGE=20001-20005\n",
        "TCP_PORTS=20005,20006\n",
        "tcp ports 20005-20006 of two in {two} contradict 20001-20005 of one in {one}; correct one of them, "
            + "nothing was written")]
    public void Files_that_contradict_are_both_named_and_nothing_is_written(string one, string two, string sentence)
    {
        var names = sentence
            .Replace("{one}", Write("one", one), StringComparison.Ordinal)
            .Replace("{two}", Write("two", two), StringComparison.Ordinal);

        var conflict = Assert.Throws<LabelHookException>(() => Adopt()).Problems;

        Assert.Equal(names, Assert.Single(conflict).Message);
        Assert.False(File.Exists(_folder["state/ports.sqlite"]));
    }

    [Fact]
    public void Ports_are_separate_for_each_protocol()
    {
        Write("one", "TCP_PORT=20001\n");
        Write("two", "UDP_PORT=20001\n");

        Adopt();

        Assert.Equal("one:20001/tcp two:20001/udp", Registry);
    }

    [Theory]
    [InlineData("one", "TCP_PORT=20005\n")] // has others
    [InlineData("one", "TCP_PORTS_RANGE=20001-20003\n")] // has fewer
    [InlineData("two", "TCP_PORT=20002\n")] // has none, and they are held
    public void A_file_that_contradicts_the_registry_stops_all(string module, string text)
    {
        PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);
        Write(module, text);
        Write("three", "TCP_PORT=20010\n");

        var conflict = Assert.Throws<LabelHookException>(() => Adopt()).Problem;

        Assert.Equal("LH3301", conflict.Code);
        Assert.Contains(
            $"20001-20002 of one in {_folder["state/ports.sqlite"]}", conflict.Message, StringComparison.Ordinal);
        Assert.Equal("one:20001-20002/tcp", Registry);
    }

    [Fact]
    public void Rows_of_a_database_come_in_and_what_is_odd_is_kept_from_everybody()
    {
        Upstream("""
            INSERT INTO TCP_PORTS VALUES
                (20001, 20004, 'mail1'), (20006, 20006, 'mail1'), (2, 0, 'odd1'), ('x', 'y', 'odd2'),
                (18000, 18000, 'low1'), (20010, 20013, 'a1'), (20012, 20015, 'b1'), (20020, 20020.5, 'half1'),
                (20030, 20031, 'c1'), (20031, 20033, 'c1'), (70000, 70001, 'far1');
            INSERT INTO UDP_PORTS VALUES (20001, 20001, 'dns1'), (20002, 20002, 'dns1_rsync')
            """);
        var before = File.ReadAllBytes(_folder["upstream"]);

        var plan = Adopt(_folder["upstream"]);

        Assert.Equal(
            "c1:20030-20033/tcp dns1:20001/udp dns1_rsync:20002/udp low1:18000/tcp "
                + "mail1:20001-20004/tcp mail1:20006/tcp "
                + "reserved: in doubt: 20010-20013 of a1, 20012-20015 of b1:20010-20015/tcp "
                + "reserved: in doubt: 20020-20020.5 of half1:20020-20021/tcp",
            Registry);
        Assert.Equal(6, plan.Warnings.Count);
        Assert.Equal("20005", $"{PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true).Ports}");
        Assert.Equal(before, File.ReadAllBytes(_folder["upstream"]));
    }

    [Fact]
    public void A_database_that_contradicts_the_registry_stops_all()
    {
        PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);
        Upstream("INSERT INTO TCP_PORTS VALUES (20002, 20003, 'mail1'), (20009, 20009, 'mail1')");

        var problem = Assert.Throws<LabelHookException>(() => Adopt(_folder["upstream"])).Problem;

        Assert.Contains(
            $"20002-20003 of mail1 in {_folder["upstream"]} contradict 20001-20002 of one in ",
            problem.Message,
            StringComparison.Ordinal);
        Assert.Equal("one:20001-20002/tcp", Registry);
    }

    [Fact]
    public void The_block_that_a_file_names_becomes_the_first_of_its_module()
    {
        Upstream("INSERT INTO TCP_PORTS VALUES (20001, 20001, 'one'), (20005, 20006, 'one')");
        Write("one", "TCP_PORT=20005\nTCP_PORTS=20005,20006\nTCP_PORTS_RANGE=20005-20006\n");

        Adopt(_folder["upstream"]);

        var result = Installer.Install(One, Image(2, 0), null, dryRun: false);
        Assert.Equal("20005-20006", $"{result.Tcp}");
        Assert.Contains("one:20001/tcp", Registry, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_module_was_given_beyond_its_demand_is_not_taken_away_by_the_next_install()
    {
        Write("one", "TCP_PORTS_RANGE=20001-20009\nUDP_PORT=20001\n");
        Adopt();

        Assert.Equal("20001-20009", $"{Installer.Install(One, Image(2, 0), null, dryRun: false).Tcp}");
        Assert.Equal("one:20001-20009/tcp one:20001/udp", Registry);
    }

    [Fact]
    public void A_demand_that_has_grown_is_met()
    {
        Write("one", "TCP_PORT=20001\n");
        Adopt();

        Assert.Equal("20001-20003", $"{Installer.Install(One, Image(3, 0), null, dryRun: false).Tcp}");
    }

    [Fact]
    public void The_file_of_an_adopted_module_stays_true()
    {
        Write("one", "A=1\nTCP_PORT=20001\n");
        Adopt();

        PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);
        Assert.Equal(
            "A=1\nTCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\n",
            File.ReadAllText(_folder["state/modules/one/environment"]));

        Remover.Remove(One);
        Assert.Equal("A=1\n", File.ReadAllText(_folder["state/modules/one/environment"]));
        Assert.Equal("", Registry);
    }

    [Fact]
    public void Nothing_is_known_of_what_an_adopted_module_may_do_until_it_is_installed()
    {
        Write("one", "TCP_PORT=20001\n");
        Adopt();

        Assert.Equal(
            "LH3103",
            Assert.Throws<LabelHookException>(
                () => PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true, new Caller(One))).Problem.Code);
        Assert.Empty(PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true).Warnings);
        Assert.Null(ModuleList.Read(One, out _).Single().Image);
    }

    [Fact]
    public void The_file_of_a_module_of_NS8s_is_left_to_NS8()
    {
        Write("one", "MODULE_ID=one\nNODE_ID=1\nTCP_PORT=20001\nTCP_PORTS=20001,20040\n");

        Adopt();

        Assert.Equal("one:20001/tcp one:20040/tcp", Registry);
        Assert.Null(ModuleList.Read(One, out _).Single().Record);
        Assert.Equal("20001", new Ns8Node(Node).Add(One, "example/image:1", 1, 0)["TCP_PORT"]);
    }

    [Fact]
    public void A_missing_database_is_no_empty_one() =>
        Assert.Equal("LH3303", Assert.Throws<LabelHookException>(() => Adopt(_folder["upstream"])).Problem.Code);

    [Theory]
    [InlineData(
        "TCP_PORT=20002\nTCP_PORTS=20003\n",
        "environment file \"{0}\" cannot be adopted: TCP_PORTS=\"20003\" and TCP_PORT=\"20002\" contradict "
            + "each other; correct it, then adopt again")]
    [InlineData(
        "TCP_PORT=20002\nA=\"\n",
        "environment file \"{0}\" cannot be adopted: line 2 opens a quote and does not close it; correct it, "
            + "then adopt again")]
    [InlineData("TCP_PORT=20002\nA=\0\n", "environment file \"{0}\" cannot be adopted: line 2 ")]
    [InlineData("TCP_PORT=20002\n#{large}\n", "environment file \"{0}\" cannot be used: it is larger than 512 KiB")]
    [InlineData("folder", "environment file \"{0}\" cannot be used: it is a folder")]
    [InlineData("link", "environment file \"{0}\" cannot be used: it is a symbolic link")]
    public void An_unfit_file_is_left_out_and_stops_no_other(string text, string sentence)
    {
        Write("one", "TCP_PORT=20001\n");
        Write("three", "TCP_PORT=20003\n");
        var path = _folder["state/modules/two/environment"];
        if (text is "folder")
            Directory.CreateDirectory(path);
        else if (text is "link")
            File.CreateSymbolicLink(path, _folder.Write("state/modules/two/other", ""));
        else
            Write("two", text.Replace("{large}", new string('x', 1024 * 1024), StringComparison.Ordinal));

        var plan = Adopt();

        Assert.StartsWith(
            sentence.Replace("{0}", path, StringComparison.Ordinal),
            Assert.Single(plan.LeftOut).Message,
            StringComparison.Ordinal);
        Assert.Equal("one:20001/tcp three:20003/tcp", Registry);
        Assert.Equal([.. plan.LeftOut], new Adoption(Node, null, []).Plan().LeftOut);
    }

    [Theory]
    [InlineData("TCP_PORTS_RANGE=20002-20009\n", null)]
    [InlineData(
        "TCP_PORTS_RANGE=20002-20010\n",
        "it lists 9 tcp ports, but its user can write to it: at most 8 are adopted automatically")]
    [InlineData(
        "UDP_PORTS_RANGE=20001-45000\n",
        "it lists 25000 udp ports, but its user can write to it: at most 8 are adopted automatically")]
    [InlineData(
        "TCP_PORT=443\n",
        "it lists tcp ports 443, which are outside the band 20001-45000, and its user can write to it")]
    [InlineData(
        "UDP_PORT=45001\n",
        "it lists udp ports 45001, which are outside the band 20001-45000, and its user can write to it")]
    public void A_file_that_its_modules_user_can_write_brings_no_more_than_is_plausible_until_it_is_accepted(
        string text, string? reason)
    {
        Write("one", "TCP_PORT=20001\n");
        var path = WriteOfUser("two", text);

        var plan = Adopt();

        Assert.Equal(
            reason is null ? [] : [$"left out {path}: {reason}; if it is right, run 'labelhook adopt --accept two'"],
            plan.LeftOut.Select(problem => problem.Message));
        Assert.Equal(reason is not null, ModuleList.Read(Two, out _).Count == 0);
        Assert.Empty(Adopt(accepted: Two).LeftOut);
        Assert.Single(ModuleList.Read(Two, out _));
    }

    [Theory]
    [InlineData(5, true)] // EIO
    [InlineData(23, true)] // ENFILE
    [InlineData(30, true)] // EROFS
    [InlineData(13, false)] // EACCES
    [InlineData(40, false)] // ELOOP
    public void An_error_of_the_system_is_told_from_one_that_a_module_can_bring_about(int error, bool isOfSystem) =>
        Assert.Equal(isOfSystem, EnvironmentProblems.Unusable("/x", "reason", error).IsOfSystem);

    [Fact]
    public void A_record_of_the_image_says_how_much_is_plausible()
    {
        Installer.Install(Two, Image(20, 0), null, dryRun: false);
        PortRequests.Deallocate(Two, Protocol.Tcp);

        WriteOfUser("two", "TCP_PORTS_RANGE=20001-20020\n");
        Assert.Empty(Adopt().LeftOut);
        Assert.Equal("two:20001-20020/tcp", Registry);
    }

    [Fact]
    public void A_file_that_its_modules_user_can_write_yields_to_one_that_only_the_administrator_can_write()
    {
        var one = Write("one", "TCP_PORT=20001\n");
        var two = WriteOfUser("two", "TCP_PORT=20001\nUDP_PORT=20001\n");

        var problem = Assert.Single(Adopt().LeftOut);

        Assert.Equal(
            $"left out two: tcp ports 20001 of two in {two} contradict 20001 of one in {one}; correct the "
                + "file, then adopt again",
            problem.Message);
        Assert.Equal("one:20001/tcp", Registry);
        Assert.Equal(
            "LH3301",
            Assert.Throws<LabelHookException>(() => new Adoption(Node, null, [Two, One]).Apply()).Problem.Code);
    }

    [Fact]
    public void Of_two_such_files_that_name_the_same_ports_neither_is_believed_and_the_accepted_one_wins()
    {
        var one = WriteOfUser("one", "TCP_PORT=20001\n");
        var two = WriteOfUser("two", "TCP_PORTS=20001,20002\n");
        WriteOfUser("three", "TCP_PORT=20003\n");
        WriteOfUser("whole", "TCP_PORTS_RANGE=20001-45000\n");

        var told = Adopt().LeftOut.Select(problem => problem.Message).ToList();

        Assert.Equal("three:20003/tcp", Registry);
        Assert.Contains(
            $"left out {one}: it lists tcp ports 20001, and so does {two}; if it is right, run 'labelhook "
                + "adopt --accept one'",
            told);
        Assert.Contains(
            $"left out {two}: it lists tcp ports 20001-20002, and so does {one}; if it is right, run "
                + "'labelhook adopt --accept two'",
            told);
        Assert.Equal(3, told.Count);

        Assert.Equal(2, Adopt(accepted: One).LeftOut.Count);
        Assert.Equal("one:20001/tcp three:20003/tcp", Registry);
    }

    [Fact]
    public void A_module_without_a_file_cannot_be_accepted()
    {
        Write("one", "TCP_PORT=20001\n");

        Assert.Equal("LH3400", Assert.Throws<LabelHookException>(() => Adopt(accepted: Two)).Problem.Code);
        Assert.False(File.Exists(_folder["state/ports.sqlite"]));
    }

    [Fact]
    public void A_ports_database_that_is_lost_stays_missed_when_every_file_is_left_out()
    {
        WriteOfUser("one", "TCP_PORT=20001\n");
        WriteOfUser("two", "TCP_PORT=20001\n");
        Adopt();

        Assert.Equal(
            "LH3008",
            Assert.Throws<LabelHookException>(
                () => PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false)).Problem.Code);
    }

    public void Dispose() => _folder.Dispose();

    private static ModuleImage Image(int tcp, int udp)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.nethserver.tcp-ports-demand"] = $"{tcp}",
            ["org.nethserver.udp-ports-demand"] = $"{udp}",
        };
        return new ModuleImage("example/image:1", "sha256:0", labels);
    }

    private AdoptionPlan Adopt(string? upstream = null, params IReadOnlyCollection<ModuleName> accepted)
    {
        var adoption = new Adoption(Node, upstream, accepted);
        var plan = adoption.Plan();
        var done = adoption.Apply();
        Assert.Equal([.. plan.Blocks], done.Blocks);
        return done;
    }

    private string Write(string module, string text) => _folder.Write($"state/modules/{module}/environment", text);

    // As others than the caller can write it.
    private string WriteOfUser(string module, string text)
    {
        var path = Write(module, text);
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        return path;
    }

    private void Upstream(string rows)
    {
        using var upstream = SqliteFile.Open(_folder["upstream"], SqliteFile.Access.Make, TimeSpan.FromSeconds(1));
        upstream.Execute(Tables + rows);
    }
}
