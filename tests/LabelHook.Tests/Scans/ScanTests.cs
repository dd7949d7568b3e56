namespace LabelHook.Tests.Scans;

public sealed class ScanTests : IDisposable
{
    private readonly ScannedNode _node = new();

    [Fact]
    public void Each_new_image_is_installed_as_the_first_instance_of_its_module()
    {
        _node.Store.Add("ghcr.io/nethserver/mail:1.0", "a", tcp: "2");
        _node.Store.Add("localhost/web:latest", "b", tcp: "1");

        var result = _node.Scan();

        Assert.Equal(["mail1", "web1"], result.Installed.Select(module => module.Record.Module));
        Assert.Equal("mail1 20001-20002 ghcr.io/nethserver/mail:1.0, web1 20003 localhost/web:latest", _node.Modules);
    }

    [Fact]
    public void A_second_scan_changes_nothing()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "2");
        _node.Store.Add("localhost/bad:1", "b", tcp: "-1");
        _node.Scan();
        var before = File.GetLastWriteTimeUtc(_node.Database);

        var result = _node.Scan();

        Assert.Empty(result.Installed);
        Assert.Empty(result.Refused);
        Assert.Equal(before, File.GetLastWriteTimeUtc(_node.Database));
    }

    [Fact]
    public void A_new_tag_of_a_repository_updates_its_module()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Scan();
        _node.Store.Add("localhost/web:2", "b", tcp: "3");

        Assert.Single(_node.Scan().Installed);
        Assert.Equal("web1 20001-20003 localhost/web:2", _node.Modules);
    }

    [Fact]
    public void Of_several_new_tags_the_newest_image_is_installed()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Store.Add("localhost/web:2", "b", tcp: "2");
        _node.Store.Add("localhost/web:3", "c", tcp: "3");

        Assert.Single(_node.Scan().Installed);
        Assert.Equal("web1 20001-20003 localhost/web:3", _node.Modules);
    }

    [Fact]
    public void A_tag_that_moves_to_another_image_updates_its_module()
    {
        _node.Store.Add("localhost/web:latest", "a", tcp: "1");
        _node.Scan();
        _node.Store.Remove("localhost/web:latest");
        _node.Store.Add("localhost/web:latest", "b", tcp: "2");

        _node.Scan();

        Assert.Equal("web1 20001-20002 localhost/web:latest", _node.Modules);
    }

    [Fact]
    public void Removing_an_image_keeps_the_ports_and_the_image_is_new_when_it_returns()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "2");
        _node.Scan();
        _node.Store.Remove("localhost/web:1");

        _node.Scan();
        Assert.Equal("web1 20001-20002 localhost/web:1", _node.Modules);

        _node.Remove("web1");
        _node.Store.Add("localhost/web:1", "a", tcp: "2");
        Assert.Single(_node.Scan().Installed);
    }

    [Fact]
    public void A_removed_module_stays_removed_while_its_image_stays()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "2");
        _node.Scan();
        _node.Remove("web1");

        _node.Scan();

        Assert.Equal("", _node.Modules);
    }

    [Fact]
    public void Two_names_of_an_image_are_one_module()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Store.Add("localhost/web:latest", "a", tcp: "1");

        Assert.Single(_node.Scan().Installed);
        Assert.Empty(_node.Scan().Installed);
    }

    [Fact]
    public void An_image_with_the_temporary_name_of_a_build_is_ignored()
    {
        _node.Store.Add($"docker.io/library/{new string('e', 64)}-tmp:latest", "a", tcp: "2");
        _node.Store.Add($"localhost/{new string('e', 63)}-tmp:latest", "b", tcp: "1");

        var result = _node.Scan();

        Assert.Equal([$"{new string('e', 63)}-tmp1"], result.Installed.Select(module => module.Record.Module));
        Assert.Equal(1, result.Images);
    }

    [Fact]
    public void Concurrent_scans_install_and_report_each_image_once()
    {
        for (var i = 0; i < 8; i++)
            _node.Store.Add($"localhost/web{i}:1", $"a{i}", tcp: i == 0 ? "x" : "1");

        var results = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ => _node.Scan()).ToList();

        Assert.Equal(7, _node.Modules.Split(", ").Length);
        Assert.Single(results.SelectMany(result => result.Refused));
    }

    public void Dispose() => _node.Dispose();
}
