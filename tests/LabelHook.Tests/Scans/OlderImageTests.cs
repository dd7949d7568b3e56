using LabelHook.Database;

namespace LabelHook.Tests.Scans;

// Images that are older than the one that a module has.
public sealed class OlderImageTests : IDisposable
{
    private static readonly DateTimeOffset Old = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset New = new(2026, 5, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly ScannedNode _node = new();

    [Fact]
    public void An_older_image_is_not_installed_and_reported_once()
    {
        _node.Store.Add("localhost/web:2.0", "b", tcp: "4", New);
        _node.Scan();
        _node.Store.Add("localhost/web:1.0", "a", tcp: "1", Old);

        var result = _node.Scan();

        Assert.Empty(result.Installed);
        Assert.Empty(result.Refused);
        Assert.Equal(
            "image \"localhost/web:1.0\" is older than \"localhost/web:2.0\" of web1 and was not installed; to "
                + "downgrade, run 'labelhook install web1 IMAGE'",
            Assert.Single(result.Warnings));
        Assert.Equal("web1 20001-20004 localhost/web:2.0", _node.Modules);
        Assert.Empty(_node.Scan().Warnings);
    }

    [Fact]
    public void An_older_image_is_not_installed_after_the_newer_one_was_removed()
    {
        _node.Store.Add("localhost/web:2.0", "b", tcp: "4", New);
        _node.Scan();
        _node.Store.Remove("localhost/web:2.0");
        _node.Store.Add("localhost/web:1.0", "a", tcp: "1", Old);

        Assert.Single(_node.Scan().Warnings);

        Assert.Equal("web1 20001-20004 localhost/web:2.0", _node.Modules);
    }

    [Fact]
    public void Several_older_images_are_one_warning()
    {
        _node.Store.Add("localhost/web:9", "n", tcp: "4", New);
        _node.Scan();
        for (var i = 1; i < 9; i++)
            _node.Store.Add($"localhost/web:{i}", $"{i}", tcp: "1", Old.AddDays(i));

        Assert.Contains(
            "image \"localhost/web:8\" and 7 more are older",
            Assert.Single(_node.Scan().Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_downgrade_by_hand_is_kept_by_the_next_scan()
    {
        _node.Store.Add("localhost/web:2.0", "b", tcp: "4", New);
        _node.Scan();
        _node.Store.Add("localhost/web:1.0", "a", tcp: "1", Old);
        _node.Scan();

        _node.Install("web1", _node.Store.Images[1].Image);
        var after = _node.Scan();

        Assert.Empty(after.Installed);
        Assert.Equal("web1 20001 localhost/web:1.0", _node.Modules);
    }

    [Fact]
    public void A_removed_module_does_not_come_back_with_an_older_image()
    {
        _node.Store.Add("localhost/web:2.0", "b", tcp: "4", New);
        _node.Scan();
        _node.Store.Add("localhost/web:1.0", "a", tcp: "1", Old);
        _node.Scan();
        _node.Remove("web1");

        _node.Scan();

        Assert.Equal("", _node.Modules);
    }

    [Fact]
    public void A_removed_module_does_not_come_back_with_an_image_that_was_rejected()
    {
        _node.Store.Add("localhost/web:1.0", "a", tcp: "1", Old);
        _node.Scan();
        _node.Store.Add("localhost/web:2.0", "b", tcp: "101", New);
        Assert.Single(_node.Scan().Refused);
        _node.Remove("web1");
        _node.Settings = _node.Settings with { Band = PortBand.Create(20001, 20200) };

        _node.Scan();

        Assert.Equal("", _node.Modules);
    }

    [Fact]
    public void A_tag_that_moves_back_to_an_older_image_is_not_followed()
    {
        _node.Store.Add("localhost/web:latest", "a", tcp: "1", Old);
        _node.Scan();
        _node.Store.Remove("localhost/web:latest");
        _node.Store.Add("localhost/web:latest", "b", tcp: "3", New);
        _node.Scan();
        _node.Store.Remove("localhost/web:latest");
        _node.Store.Add("localhost/web:latest", "a", tcp: "1", Old);

        Assert.Single(_node.Scan().Warnings);

        Assert.Equal("web1 20001-20003 localhost/web:latest", _node.Modules);
    }

    [Fact]
    public void An_image_with_a_time_in_the_future_does_not_block_updates()
    {
        _node.Store.Add("localhost/web:1.0", "a", tcp: "1", New.AddYears(70));
        _node.Scan();
        _node.Store.Add("localhost/web:1.1", "b", tcp: "2", New);

        Assert.Single(_node.Scan().Installed);
    }

    [Fact]
    public void A_missing_image_time_is_recorded_while_the_image_exists()
    {
        _node.Store.Add("localhost/web:1.0", "b", tcp: "4", New);
        _node.Scan();
        Forget();
        _node.Scan();
        _node.Store.Remove("localhost/web:1.0");
        _node.Store.Add("localhost/web:2.0", "a", tcp: "1", Old);

        Assert.Single(_node.Scan().Warnings);
        Assert.Equal("web1 20001-20004 localhost/web:1.0", _node.Modules);
    }

    [Fact]
    public void Versions_decide_if_the_time_of_the_installed_image_is_unknown()
    {
        _node.Store.Add("localhost/web:1.0", "b", tcp: "4", New);
        _node.Scan();
        _node.Store.Remove("localhost/web:1.0");
        Forget();
        _node.Store.Add("localhost/web:0.9", "a", tcp: "1", New.AddDays(1));

        Assert.Single(_node.Scan().Warnings);
        Assert.Equal("web1 20001-20004 localhost/web:1.0", _node.Modules);
    }

    public void Dispose() => _node.Dispose();

    // As a registry is that was written before the times of images were kept.
    private void Forget()
    {
        using var database = PortsDatabase.OpenToChange(_node.Database, TimeSpan.FromSeconds(5));
        database.Change(() => database.Save(database.Module(ModuleName.Parse("web1"))! with { Created = null }));
    }
}
