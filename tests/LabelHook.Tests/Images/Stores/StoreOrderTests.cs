using static LabelHook.Tests.Images.Stores.StoreWriter;

namespace LabelHook.Tests.Images.Stores;

// In which order podman searches its stores.
public sealed class StoreOrderTests : IDisposable
{
    private readonly StoreHost _host = new();

    [Fact]
    public void The_first_store_with_a_name_provides_the_image()
    {
        _host.Configure(imageStore: true, additional: true);
        _host.Store("main").Image('1', ["ghcr.io/mod/both:1", "ghcr.io/mod/old:1"], "main");
        _host.Store("images").Image('2', ["ghcr.io/mod/both:1"], "images");
        _host.Store("extra").Image('3', ["ghcr.io/mod/both:1", "ghcr.io/mod/old:1", "ghcr.io/mod/extra:1"], "extra");

        Assert.Equal("images", _host.Test("ghcr.io/mod/both:1"));
        Assert.Equal("main", _host.Test("ghcr.io/mod/old:1"));
        Assert.Equal("extra", _host.Test("ghcr.io/mod/extra:1"));
        Assert.Equal("extra", _host.Test(Id('3')[..12]));
        Assert.Equal(["both:images", "extra:extra", "old:main"], _host.Listed());
    }

    [Fact]
    public void The_order_of_names_takes_precedence_over_the_order_of_stores()
    {
        _host.Configure(additional: true);
        _host.Store("main").Image('1', ["docker.io/library/mod:1"], "hub");
        _host.Store("extra").Image('2', ["localhost/mod:1"], "localhost");

        Assert.Equal("localhost", _host.Test("mod:1"));
    }

    [Fact]
    public void An_image_in_two_stores_has_the_names_of_the_first_store()
    {
        _host.Configure(additional: true);
        _host.Store("main").Image('1', ["ghcr.io/mod/new:1"], "main");
        _host.Store("extra").Image('1', ["ghcr.io/mod/old:1"], "extra");

        Assert.Null(_host.Find("ghcr.io/mod/old:1"));
        Assert.Equal(["new:main"], _host.Listed());
    }

    [Fact]
    public void Of_two_images_with_one_name_in_a_store_the_last_is_found()
    {
        _host.Configure();
        _host.Store("main").Image('1', ["ghcr.io/mod/a:1"], "first").Image('2', ["ghcr.io/mod/a:1"], "last");

        Assert.Equal("last", _host.Test("ghcr.io/mod/a:1"));
        Assert.Equal(["a:last"], _host.Listed());
    }

    [Fact]
    public void Images_of_two_drivers_are_rejected_until_the_driver_is_configured()
    {
        _host.Configure(driver: null);
        _host.Store("main", "overlay").Image('1', ["ghcr.io/mod/a:1"], "overlay");
        Assert.Equal("overlay", _host.Test("ghcr.io/mod/a:1"));

        _host.Store("main", "vfs").Image('2', ["ghcr.io/mod/a:1"], "vfs");
        Assert.Equal("LH2055", _host.Rejection("ghcr.io/mod/a:1").Code);

        _host.Variables["STORAGE_DRIVER"] = "vfs";
        Assert.Equal("vfs", _host.Test("ghcr.io/mod/a:1"));
    }

    [Fact]
    public void A_list_that_is_a_folder_or_a_loop_of_links_is_rejected()
    {
        _host.Configure();
        var list = _host.Folder["main/overlay-images/images.json"];
        Directory.CreateDirectory(list);
        Assert.Equal("LH2005", _host.Rejection("ghcr.io/mod/a:1").Code);

        Directory.Delete(list);
        File.CreateSymbolicLink(list, list);
        Assert.Equal("LH2005", _host.Rejection("ghcr.io/mod/a:1").Code);
    }

    [Fact]
    public void A_hundred_additional_stores_are_read()
    {
        var stores = Enumerable.Range(0, 100).Select(number => $"extra{number}").ToList();
        foreach (var store in stores)
            _host.Store(store).Image('1', [$"ghcr.io/mod/{store}:1"], store);
        _host.Variables["STORAGE_OPTS"] = string.Join(
            ',', stores.Select(store => $".imagestore={_host.Folder[store]}"));
        _host.Configure();

        Assert.Equal("extra99", _host.Test("ghcr.io/mod/extra99:1"));
    }

    public void Dispose() => _host.Dispose();
}
