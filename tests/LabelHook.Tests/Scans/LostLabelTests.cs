using LabelHook.Database;

namespace LabelHook.Tests.Scans;

// Updates that demand less than before, and labels that are misspelt.
public sealed class LostLabelTests : IDisposable
{
    private static readonly DateTimeOffset Old = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset New = new(2026, 5, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly ScannedNode _node = new();

    [Fact]
    public void An_update_without_one_of_the_labels_is_rejected_once()
    {
        _node.Store.Add(
            "localhost/web:1.0",
            "a",
            Old,
            ("org.nethserver.tcp-ports-demand", "2"),
            ("org.nethserver.udp-ports-demand", "1"));
        _node.Scan();
        _node.Store.Add("localhost/web:2.0", "b", New, ("org.nethserver.udp-ports-demand", "1"));

        var refusal = Assert.Single(_node.Scan().Refused).Message;

        Assert.Equal(
            "image \"localhost/web:2.0\" was not installed as web1 (nothing was changed): label "
                + "org.nethserver.tcp-ports-demand is missing, "
                + "and web1 would lose tcp ports 20001-20002; if that is meant, run 'labelhook install web1 localhost/web:2.0'",
            refusal);
        Assert.Empty(_node.Scan().Refused);
        Assert.Equal("web1 20001-20002+20001 localhost/web:1.0", _node.Modules);
    }

    [Fact]
    public void An_update_without_any_label_is_rejected_once()
    {
        _node.Store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        _node.Scan();
        _node.Store.Add("localhost/web:2.0", "b", New);
        _node.Store.Add("localhost/other:2.0", "c", New);

        var refusal = Assert.Single(_node.Scan().Refused).Message;

        Assert.Contains("it has none of the labels that web1 got its ports for", refusal, StringComparison.Ordinal);
        Assert.Empty(_node.Scan().Refused);
        Assert.Equal("web1 20001-20002 localhost/web:1.0", _node.Modules);
    }

    [Fact]
    public void An_image_without_labels_does_not_hide_one_with_labels()
    {
        _node.Store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        _node.Scan();
        _node.Store.Add("localhost/web:2.0", "b", tcp: "3", New);
        _node.Store.Add("localhost/web:2.0-debug", "c", New.AddDays(1));

        var result = _node.Scan();

        Assert.Empty(result.Refused);
        Assert.Equal("web1 20001-20003 localhost/web:2.0", _node.Modules);
    }

    [Fact]
    public void An_image_without_labels_can_be_installed_by_hand_with_a_warning()
    {
        _node.Store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        _node.Scan();
        _node.Store.Add("localhost/web:2.0", "b", New);
        _node.Scan();

        var result = _node.Install("web1", _node.Store.Images[1].Image);

        Assert.Equal(
            "web1 loses its tcp ports 20001-20002: label org.nethserver.tcp-ports-demand is missing in image "
                + "\"localhost/web:2.0\"",
            Assert.Single(result.Warnings));
        Assert.Empty(_node.Scan().Refused);
    }

    [Fact]
    public void A_demand_of_0_is_installed_with_a_warning()
    {
        _node.Store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        _node.Scan();
        _node.Store.Add("localhost/web:2.0", "b", tcp: "0", New);

        var installed = Assert.Single(_node.Scan().Installed);

        Assert.Equal(
            "web1 loses its tcp ports 20001-20002: label org.nethserver.tcp-ports-demand is 0 in image "
                + "\"localhost/web:2.0\"",
            Assert.Single(installed.Warnings));
        Assert.Equal("web1  localhost/web:2.0", _node.Modules);
    }

    [Fact]
    public void An_image_with_a_misspelt_label_is_not_installed_and_reported_once()
    {
        _node.Store.Add("localhost/web:1.0", "a", New, ("org.nethserver.tcp-port-demand", "2"));

        var result = _node.Scan();

        Assert.Equal(
            "label \"org.nethserver.tcp-port-demand\" of image \"localhost/web:1.0\" is not known and has no effect; "
                + "did you mean org.nethserver.tcp-ports-demand?",
            Assert.Single(result.Warnings));
        Assert.Equal("", _node.Modules);
        Assert.Empty(_node.Scan().Warnings);
    }

    [Fact]
    public void An_update_with_a_misspelt_label_is_rejected_with_a_warning()
    {
        _node.Store.Add("localhost/web:1.0", "a", tcp: "2", Old);
        _node.Scan();
        _node.Store.Add(
            "localhost/web:2.0",
            "b",
            New,
            ("org.nethserver.tcp-ports-demand ", " 3"),
            ("org.nethserver.authorizations", ""));

        var result = _node.Scan();

        Assert.Single(result.Refused);
        Assert.Contains(
            "label \"org.nethserver.tcp-ports-demand \"", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("web1 20001-20002 localhost/web:1.0", _node.Modules);
    }

    [Fact]
    public void A_name_that_is_too_long_for_a_module_does_not_block_other_images()
    {
        _node.Store.Add($"localhost/{new string('a', 255)}:1", "a", tcp: "1");
        _node.Store.Add("localhost/web:1", "b", tcp: "1");

        var result = _node.Scan();

        Assert.Equal("LH2042", Assert.Single(result.Refused).Code);
        Assert.Equal("web1 20001 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void An_image_of_a_module_of_NS8_is_rejected()
    {
        _node.Folder.Write("state/modules/web1/environment", "MODULE_ID=web1\nNODE_ID=1\nTCP_PORT=20005\n");
        using (var database = PortsDatabase.OpenToChange(_node.Database, TimeSpan.FromSeconds(5)))
            database.Change(() => database.Add(Protocol.Tcp, PortRange.Create(20005, 20005), "web1"));
        _node.Store.Add("localhost/web:1.0", "a", tcp: "2", New);

        Assert.Contains(
            "module web1 belongs to NethServer 8",
            Assert.Single(_node.Scan().Refused).Message,
            StringComparison.Ordinal);

        Assert.Equal("web1 20005 ", _node.Modules);
        Assert.Equal("MODULE_ID=web1\nNODE_ID=1\nTCP_PORT=20005\n", File.ReadAllText(_node.EnvironmentFile("web1")));
    }

    public void Dispose() => _node.Dispose();
}
