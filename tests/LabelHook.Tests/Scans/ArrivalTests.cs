using LabelHook.Database;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Scans;

namespace LabelHook.Tests.Scans;

// Which image of its repository a module follows.
public sealed class ArrivalTests : IDisposable
{
    private static readonly DateTimeOffset Old = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset New = new(2026, 5, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ImageStore _store = new();
    private NodeSettings _settings = new() { AvoidInUse = false, Band = PortBand.Create(20001, 20100) };

    private Node Node => new(_settings, _folder.Path, TimeSpan.FromSeconds(5));

    private Installer Installer => new(Node);

    private ModuleList ModuleList => new(Node);

    private Remover Remover => new(Node);

    private string Modules => string.Join(", ", ModuleList.Read(null, out _).Select(module => $"{module.Module} {string.Join('+', module.Blocks.Select(block => block.Ports))} {module.Record?.Image}"));

    // A real time, and those that builds write which say none, or a clock that is wrong; in seconds.
    public static TheoryData<long?> Times => new((long?[])[1_777_939_200, null, -62_135_596_800, 0, 1, 315_532_801, 4_000_000_000]);

    [Fact]
    public void An_older_image_takes_nothing_away_and_is_told_once()
    {
        _store.Add("localhost/web:2.0", "b", tcp: "4", New);
        Scan();
        _store.Add("localhost/web:1.0", "a", tcp: "1", Old);

        var result = Scan();

        Assert.Empty(result.Installed);
        Assert.Empty(result.Refused);
        Assert.Equal("image \"localhost/web:1.0\" is older than \"localhost/web:2.0\" of web1 and was not installed; to downgrade, run 'labelhook install web1 IMAGE'", Assert.Single(result.Warnings));
        Assert.Equal("web1 20001-20004 localhost/web:2.0", Modules);
        Assert.Empty(Scan().Warnings);
    }

    [Fact]
    public void An_older_image_takes_nothing_away_when_the_newer_one_is_gone()
    {
        _store.Add("localhost/web:2.0", "b", tcp: "4", New);
        Scan();
        _store.Remove("localhost/web:2.0");
        _store.Add("localhost/web:1.0", "a", tcp: "1", Old);

        Assert.Single(Scan().Warnings);

        Assert.Equal("web1 20001-20004 localhost/web:2.0", Modules);
    }

    [Fact]
    public void Many_older_images_are_one_sentence()
    {
        _store.Add("localhost/web:9", "n", tcp: "4", New);
        Scan();
        for (var i = 1; i < 9; i++)
            _store.Add($"localhost/web:{i}", $"{i}", tcp: "1", Old.AddDays(i));

        Assert.Contains("image \"localhost/web:8\" and 7 more are older", Assert.Single(Scan().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_takes_an_older_image_and_no_scan_takes_it_back()
    {
        _store.Add("localhost/web:2.0", "b", tcp: "4", New);
        Scan();
        _store.Add("localhost/web:1.0", "a", tcp: "1", Old);
        Scan();

        Installer.Install(ModuleName.Parse("web1"), _store.Images[1].Image, null, dryRun: false);
        var after = Scan();

        Assert.Empty(after.Installed);
        Assert.Equal("web1 20001 localhost/web:1.0", Modules);
    }

    [Fact]
    public void A_module_that_was_removed_does_not_come_back_by_an_older_image()
    {
        _store.Add("localhost/web:2.0", "b", tcp: "4", New);
        Scan();
        _store.Add("localhost/web:1.0", "a", tcp: "1", Old);
        Scan();
        Remover.Remove(ModuleName.Parse("web1"));

        Scan();

        Assert.Equal("", Modules);
    }

    [Fact]
    public void A_module_that_was_removed_does_not_come_back_by_an_image_that_was_refused()
    {
        _store.Add("localhost/web:1.0", "a", tcp: "1", Old);
        Scan();
        _store.Add("localhost/web:2.0", "b", tcp: "101", New);
        Assert.Single(Scan().Refused);
        Remover.Remove(ModuleName.Parse("web1"));
        _settings = _settings with { Band = PortBand.Create(20001, 20200) };

        Scan();

        Assert.Equal("", Modules);
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Among_images_of_one_time_the_greatest_version_is_followed_in_whatever_order_they_are_listed(long? seconds)
    {
        var time = seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : (DateTimeOffset?)null;
        string[] tags = ["1.9", "1.10", "latest", "1.10-rc.1", "0.1", "1.2"];
        for (var i = 0; i < tags.Length; i++)
            _store.Add("localhost/web:" + tags[i], $"{i}", tcp: $"{i + 1}", time);

        foreach (var seed in Enumerable.Range(1, 8))
        {
            _store.Shuffle = new Random(seed);
            using var folder = new TemporaryFolder();
            var node = new Node(_settings, folder.Path, TimeSpan.FromSeconds(5));
            Assert.Equal("localhost/web:1.10", Assert.Single(new Scan(node, _store).Run(untilStable: false, TestContext.Current.CancellationToken).Installed).Record.Image);
        }
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Of_images_of_one_time_a_lower_version_is_older_and_a_greater_one_is_followed(long? seconds)
    {
        var time = seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : (DateTimeOffset?)null;
        _store.Add("localhost/web:1.9", "a", tcp: "2", time);
        Scan();
        _store.Add("localhost/web:1.8", "b", tcp: "1", time);
        Assert.Single(Scan().Warnings);
        _store.Add("localhost/web:1.10", "c", tcp: "3", time);

        Assert.Equal("localhost/web:1.10", Assert.Single(Scan().Installed).Record.Image);
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void A_tag_that_was_built_again_is_followed_whether_or_not_it_has_a_time(long? seconds)
    {
        var time = seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : (DateTimeOffset?)null;
        _store.Add("localhost/web:latest", "a", tcp: "2", time);
        Scan();
        _store.Remove("localhost/web:latest");
        _store.Add("localhost/web:latest", "b", tcp: "3", time);

        Assert.Single(Scan().Installed);
        Assert.Equal("web1 20001-20003 localhost/web:latest", Modules);
    }

    [Fact]
    public void A_tag_that_moves_back_to_an_older_image_is_left_to_a_person()
    {
        _store.Add("localhost/web:latest", "a", tcp: "1", Old);
        Scan();
        _store.Remove("localhost/web:latest");
        _store.Add("localhost/web:latest", "b", tcp: "3", New);
        Scan();
        _store.Remove("localhost/web:latest");
        _store.Add("localhost/web:latest", "a", tcp: "1", Old);

        Assert.Single(Scan().Warnings);

        Assert.Equal("web1 20001-20003 localhost/web:latest", Modules);
    }

    [Fact]
    public void Another_name_of_the_image_that_a_module_has_changes_nothing()
    {
        _store.Add("localhost/web:2.0", "a", tcp: "2", New);
        Scan();
        _store.Add("localhost/web:1.0", "a", tcp: "2", New);
        _store.Add("localhost/web:latest", "a", tcp: "2", New);

        var result = Scan();

        Assert.Empty(result.Installed);
        Assert.Empty(result.Warnings);
        Assert.Equal("web1 20001-20002 localhost/web:2.0", Modules);
    }

    [Fact]
    public void An_image_of_tomorrow_does_not_keep_its_module_from_what_comes()
    {
        _store.Add("localhost/web:1.0", "a", tcp: "1", New.AddYears(70));
        Scan();
        _store.Add("localhost/web:1.1", "b", tcp: "2", New);

        Assert.Single(Scan().Installed);
    }

    [Fact]
    public void The_time_of_an_image_that_was_installed_before_it_was_kept_is_learnt_while_the_image_is_there()
    {
        _store.Add("localhost/web:1.0", "b", tcp: "4", New);
        Scan();
        Forget();
        Scan();
        _store.Remove("localhost/web:1.0");
        _store.Add("localhost/web:2.0", "a", tcp: "1", Old);

        Assert.Single(Scan().Warnings);
        Assert.Equal("web1 20001-20004 localhost/web:1.0", Modules);
    }

    [Fact]
    public void Without_the_time_of_the_image_that_a_module_has_versions_decide()
    {
        _store.Add("localhost/web:1.0", "b", tcp: "4", New);
        Scan();
        _store.Remove("localhost/web:1.0");
        Forget();
        _store.Add("localhost/web:0.9", "a", tcp: "1", New.AddDays(1));

        Assert.Single(Scan().Warnings);
        Assert.Equal("web1 20001-20004 localhost/web:1.0", Modules);
    }

    [Fact]
    public void An_update_that_lost_a_label_is_refused_once_and_takes_no_ports()
    {
        Add("localhost/web:1.0", "a", Old, ("org.nethserver.tcp-ports-demand", "2"), ("org.nethserver.udp-ports-demand", "1"));
        Scan();
        Add("localhost/web:2.0", "b", New, ("org.nethserver.udp-ports-demand", "1"));

        var refusal = Assert.Single(Scan().Refused).Message;

        Assert.Equal(
            "image \"localhost/web:2.0\" was not installed as web1, which keeps what it has: label org.nethserver.tcp-ports-demand is missing, "
                + "and web1 would lose tcp ports 20001-20002; if that is meant, run 'labelhook install web1 localhost/web:2.0'",
            refusal);
        Assert.Empty(Scan().Refused);
        Assert.Equal("web1 20001-20002+20001 localhost/web:1.0", Modules);
    }

    [Fact]
    public void An_update_that_lost_all_labels_is_refused_once_and_takes_no_ports()
    {
        _store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        Scan();
        Add("localhost/web:2.0", "b", New);
        Add("localhost/other:2.0", "c", New);

        var refusal = Assert.Single(Scan().Refused).Message;

        Assert.Contains("it has none of the labels that web1 got its ports for", refusal, StringComparison.Ordinal);
        Assert.Empty(Scan().Refused);
        Assert.Equal("web1 20001-20002 localhost/web:1.0", Modules);
    }

    [Fact]
    public void An_image_without_labels_does_not_hide_one_that_has_them()
    {
        _store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        Scan();
        _store.Add("localhost/web:2.0", "b", tcp: "3", New);
        Add("localhost/web:2.0-debug", "c", New.AddDays(1));

        var result = Scan();

        Assert.Empty(result.Refused);
        Assert.Equal("web1 20001-20003 localhost/web:2.0", Modules);
    }

    [Fact]
    public void A_person_may_take_an_image_that_lost_its_labels_and_is_warned()
    {
        _store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        Scan();
        Add("localhost/web:2.0", "b", New);
        Scan();

        var result = Installer.Install(ModuleName.Parse("web1"), _store.Images[1].Image, null, dryRun: false);

        Assert.Equal("web1 loses its tcp ports 20001-20002: label org.nethserver.tcp-ports-demand is missing in image \"localhost/web:2.0\"", Assert.Single(result.Warnings));
        Assert.Empty(Scan().Refused);
    }

    [Fact]
    public void A_demand_of_0_is_followed_and_told()
    {
        _store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        Scan();
        _store.Add("localhost/web:2.0", "b", tcp: "0", New);

        var installed = Assert.Single(Scan().Installed);

        Assert.Equal("web1 loses its tcp ports 20001-20002: label org.nethserver.tcp-ports-demand is 0 in image \"localhost/web:2.0\"", Assert.Single(installed.Warnings));
        Assert.Equal("web1  localhost/web:2.0", Modules);
    }

    [Fact]
    public void An_image_whose_labels_are_misspelt_becomes_no_module_and_is_told_once()
    {
        Add("localhost/web:1.0", "a", New, ("org.nethserver.tcp-port-demand", "2"));

        var result = Scan();

        Assert.Equal(
            "label \"org.nethserver.tcp-port-demand\" of image \"localhost/web:1.0\" is not known and has no effect; did you mean org.nethserver.tcp-ports-demand?",
            Assert.Single(result.Warnings));
        Assert.Equal("", Modules);
        Assert.Empty(Scan().Warnings);
    }

    [Fact]
    public void An_update_whose_label_is_misspelt_says_so_and_takes_no_ports()
    {
        _store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        Scan();
        Add("localhost/web:2.0", "b", New, ("org.nethserver.tcp-ports-demand ", " 3"), ("org.nethserver.authorizations", ""));

        var result = Scan();

        Assert.Single(result.Refused);
        Assert.Contains("label \"org.nethserver.tcp-ports-demand \"", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("web1 20001-20002 localhost/web:1.0", Modules);
    }

    [Fact]
    public void A_name_that_is_too_long_for_a_module_stops_no_other_image()
    {
        _store.Add($"localhost/{new string('a', 255)}:1", "a", tcp: "1");
        _store.Add("localhost/web:1", "b", tcp: "1");

        var result = Scan();

        Assert.Equal("LH2042", Assert.Single(result.Refused).Code);
        Assert.Equal("web1 20001 localhost/web:1", Modules);
    }

    [Fact]
    public void A_module_whose_file_NS8_writes_is_left_to_NS8()
    {
        _folder.Write("modules/web1/environment", "MODULE_ID=web1\nNODE_ID=1\nTCP_PORT=20005\n");
        using (var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(5)))
            database.Change(() => database.Add(Protocol.Tcp, PortRange.Create(20005, 20005), "web1"));
        _store.Add("localhost/web:1.0", "a", tcp: "2", New);

        Assert.Contains("module web1 belongs to NethServer 8", Assert.Single(Scan().Refused).Message, StringComparison.Ordinal);

        Assert.Equal("web1 20005 ", Modules);
        Assert.Equal("MODULE_ID=web1\nNODE_ID=1\nTCP_PORT=20005\n", File.ReadAllText(_folder["modules/web1/environment"]));
    }

    [Fact]
    public void Ten_thousand_tags_of_a_repository_are_compared_once_each()
    {
        for (var i = 0; i < 10_000; i++)
            _store.Add($"localhost/web:1.{i}", $"{i}", tcp: "1", New);
        _store.Shuffle = new Random(1);

        Assert.Equal("localhost/web:1.9999", Assert.Single(Scan().Installed).Record.Image);
        Assert.Empty(Scan().Installed);
    }

    public void Dispose() => _folder.Dispose();

    private void Add(string reference, string id, DateTimeOffset created, params ReadOnlySpan<(string Name, string Value)> labels) =>
        _store.Add(reference, id, created, labels);

    // As a registry is that was written before the times of images were kept.
    private void Forget()
    {
        using var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(5));
        database.Change(() => database.Save(database.Module(ModuleName.Parse("web1"))! with { Created = null }));
    }

    private ScanResult Scan() => new Scan(Node, _store).Run(untilStable: false, TestContext.Current.CancellationToken);
}
