using LabelHook.Host;
using LabelHook.Images.Stores;

namespace LabelHook.Tests.Images.Stores;

public sealed class StorageConfigurationTests : IDisposable
{
    private const uint User = 4321;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public StorageConfigurationTests() => _variables["HOME"] = _folder["home"];

    [Theory]
    [InlineData("[storage] # on the big disk\ngraphroot = \"/big\"")]
    [InlineData("[ storage ]\ngraphroot = '/big'")]
    [InlineData("storage.graphroot = \"/big\"")]
    [InlineData("storage = { driver = \"overlay\", graphroot = \"/big\" }")]
    [InlineData("[storage]\n\"graphroot\" = \"\"\"/big\"\"\"")]
    [InlineData("[storage]\ngraphroot = \"\"\"\n/big\"\"\"")]
    [InlineData("[storage]\ngraphroot = \"\\u002fbig\"")]
    [InlineData("[storage]\ngraphroot = \"/big/\"")]
    [InlineData("[storage]\ngraphroot = \"/not/there/../../big\"")]
    [InlineData("[Storage]\nGraphRoot = \"/big\"")]
    [InlineData("\uFEFF[storage]\r\ngraphroot = \"/big\"\r\n")]
    [InlineData(
        "[other]\ngraphroot = \"/wrong\"\n[storage.options]\ngraphroot = \"/wrong\"\n[storage]\ngraphroot = \"/big\"")]
    public void The_file_is_TOML_and_its_names_are_case_insensitive_as_in_podman(string text)
    {
        Write("etc/containers/storage.conf", text);

        Assert.Equal("/big", Read().GraphRoot);
    }

    [Theory]
    [InlineData("[storage", "LH2050")]
    [InlineData("[storage]\ngraphroot = \"/a\"\ngraphroot = \"/b\"", "LH2050")]
    [InlineData("[storage]\ngraphroot = \"/a\"\n[storage]\ndriver = \"vfs\"", "LH2050")]
    [InlineData("storage.graphroot = \"/a\"\n[storage]\ndriver = \"vfs\"", "LH2050")]
    [InlineData("storage = { graphroot = \"/a\", graphroot = \"/b\" }", "LH2050")]
    [InlineData("[storage]\ngraphroot = /a", "LH2050")]
    [InlineData("[storage]\ngraphroot = 5", "LH2051")]
    [InlineData("[storage]\ngraphroot = [\"/a\"]", "LH2051")]
    [InlineData("[storage]\ngraphroot = \"/a\"\nGraphroot = \"/b\"", "LH2051")]
    [InlineData("storage = \"/a\"", "LH2051")]
    [InlineData("[[storage]]\ngraphroot = \"/a\"", "LH2051")]
    [InlineData("[storage]\ndriver = true", "LH2051")]
    [InlineData("[storage]\nimagestore = 1", "LH2051")]
    [InlineData("[storage.options]\nadditionalimagestores = \"/a\"", "LH2051")]
    [InlineData("[storage.options]\nadditionalimagestores = [1]", "LH2051")]
    [InlineData("[storage.options]\nadditionalimagestores = [{ append = \"yes\" }]", "LH2051")]
    [InlineData("[storage]\ndriver = \"../x\"", "LH2052")]
    [InlineData("[storage]\ndriver = \"overlay3\"", "LH2052")]
    [InlineData("[storage]\ngraphroot = \"relative\"", "LH2053")]
    [InlineData("[storage]\ngraphroot = \"/a\\nPathChanged=/b\"", "LH2053")]
    [InlineData("[storage]\ngraphroot = \"~/containers\"", "LH2053")]
    [InlineData("[storage]\ngraphroot = \"/a/${\"", "LH2053")]
    [InlineData("[storage]\nimagestore = \"$HOME/images\"", "LH2053")]
    [InlineData("[storage]\ngraphroot = \"/a\"\nimagestore = \"/a\"", "LH2053")]
    [InlineData("[storage]\nrootless_storage_path = \"/a\"", "LH2053")]
    [InlineData("[storage.options]\nadditionalimagestores = [\"relative\"]", "LH2053")]
    [InlineData("[storage.options]\nadditionalimagestores = [\"/not/there\"]", "LH2053")]
    [InlineData("[storage]\ngraphroot = \"/a/$NOT_SET/b\"", "LH2054")]
    public void An_unsupported_setting_that_matters_is_rejected_and_no_other_store_is_read(string text, string code)
    {
        Write("etc/containers/storage.conf", text);

        Assert.Equal(code, Refused().Code);
    }

    [Fact]
    public void Endlessly_nested_values_are_rejected()
    {
        string[] bombs =
        [
            "a = " + new string('[', 100_000),
            string.Concat(Enumerable.Repeat("a = { ", 40_000)),
            string.Concat(Enumerable.Repeat("a.", 20_000)) + "a = 1",
            $"[{string.Concat(Enumerable.Repeat("a.", 20_000))}a]",
        ];
        foreach (var nested in bombs)
        {
            Write("etc/containers/storage.conf", nested);
            Assert.Equal("LH2050", Refused().Code);
        }
    }

    [Fact]
    public void A_huge_file_is_rejected()
    {
        using (var file = File.Create(Write("etc/containers/storage.conf", "")))
            file.SetLength(1L << 40);

        Assert.Equal("LH2050", Refused().Code);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_rejected()
    {
        File.WriteAllBytes(
            Write("etc/containers/storage.conf", ""), [.. "[storage]\ngraphroot = \"/a"u8, 0xFF, .. "\""u8]);

        Assert.Equal("LH2050", Refused().Code);
    }

    [Fact]
    public void A_folder_or_a_loop_of_links_instead_of_the_file_is_rejected()
    {
        Directory.CreateDirectory(_folder["etc/containers/storage.conf"]);
        Assert.Equal("LH2050", Refused().Code);

        Directory.Delete(_folder["etc/containers/storage.conf"]);
        File.CreateSymbolicLink(_folder["etc/containers/storage.conf"], _folder["etc/containers/storage.conf"]);
        Assert.Contains("too many symbolic links", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_configured_file_is_rejected()
    {
        _variables["CONTAINERS_STORAGE_CONF"] = _folder["nothing"];

        Assert.Equal("LH2050", Refused().Code);
    }

    [Fact]
    public void Only_the_first_of_the_main_files_is_read()
    {
        Write(
            "usr/share/containers/storage.conf", "[storage]\ngraphroot = \"/usr-store\"\nimagestore = \"/usr-images\"");
        Assert.Equal(["/usr-images", "/usr-store"], Read().Stores);

        Write("etc/containers/storage.conf", "[storage]\ngraphroot = \"/etc-store\"");
        Assert.Equal(["/etc-store"], Read().Stores);

        Write("home/.config/containers/storage.conf", "[storage]\ngraphroot = \"/home-store\"");
        Assert.Equal(["/etc-store"], Read().Stores);

        _variables["XDG_CONFIG_HOME"] = _folder["home/.config"];
        Assert.Equal(["/home-store"], Read().Stores);

        _variables["CONTAINERS_STORAGE_CONF"] = Write("named", "[storage]\n");
        Assert.Equal(["/var/lib/containers/storage"], Read().Stores);
    }

    [Fact]
    public void A_rootless_user_has_a_separate_store_whatever_graphroot_says()
    {
        Write(
            "etc/containers/storage.conf",
            "[storage]\ndriver = \"vfs\"\ngraphroot = \"/host\"\nimagestore = \"/images\"");
        Assert.Equal([_folder["home/.local/share/containers/storage"]], Read(User).Stores);
        Assert.Equal("vfs", Read(User).Driver);

        _variables["XDG_DATA_HOME"] = "/data";
        Assert.Equal(["/data/containers/storage"], Read(User).Stores);

        Write(
            "etc/containers/storage.conf",
            "[storage]\ngraphroot = \"/host\"\nrootless_storage_path = \"/rootless/$UID\"");
        Assert.Equal(["/rootless/4321"], Read(User).Stores);

        Write("home/.config/containers/storage.conf", "[storage]\nrootless_storage_path = \"$HOME/mine\"");
        Assert.Equal([_folder["home/mine"]], Read(User).Stores);

        Write(
            "home/.config/containers/storage.conf",
            "[storage]\ngraphroot = \"/own\"\nrootless_storage_path = \"$HOME/mine\"");
        Assert.Equal(["/own"], Read(User).Stores);
    }

    [Fact]
    public void Drop_ins_are_read_in_order_of_their_names_and_the_last_folder_takes_precedence()
    {
        Write("etc/containers/storage.conf", "[storage]\ngraphroot = \"/main\"");
        Write("usr/share/containers/storage.conf.d/50-disk.conf", "[storage]\ngraphroot = \"/vendor\"");
        Write(
            "etc/containers/storage.conf.d/10-first.conf",
            "[storage]\ngraphroot = \"/first\"\nimagestore = \"/images\"");
        Write("etc/containers/storage.conf.d/99-note.txt", "[storage]\ngraphroot = \"/note\"");
        Assert.Equal(["/images", "/vendor"], Read().Stores);

        Write("etc/containers/storage.conf.d/50-disk.conf", "[storage]\ngraphroot = \"/admin\"\nimagestore = \"\"");
        Assert.Equal(["/admin"], Read().Stores);

        Write("etc/containers/storage.rootless.conf.d/60-users.conf", "[storage]\ngraphroot = \"/users/$UID\"");
        Write("etc/containers/storage.rootful.conf.d/60-root.conf", "[storage]\ngraphroot = \"/root-only\"");
        Assert.Equal(["/root-only"], Read().Stores);
        Assert.Equal(["/users/4321"], Read(User).Stores);

        Write("etc/containers/storage.rootless.conf.d/4321/70-one.conf", "[storage]\ngraphroot = \"/one\"");
        Assert.Equal(["/one"], Read(User).Stores);

        _variables["CONTAINERS_STORAGE_CONF"] = Write("named", "[storage]\ngraphroot = \"/named\"");
        Assert.Equal(["/named"], Read().Stores);

        _variables["CONTAINERS_STORAGE_CONF_OVERRIDE"] = Write("last", "[storage]\ngraphroot = \"/last\"");
        Assert.Equal(["/last"], Read().Stores);
    }

    [Fact]
    public void Additional_stores_come_last_and_add_to_earlier_ones()
    {
        var (one, two) = (
            Directory.CreateDirectory(_folder["one"]).FullName, Directory.CreateDirectory(_folder["two"]).FullName);
        Write("etc/containers/storage.conf", $"""
            [storage]
            graphroot = "/main"
            imagestore = "/images"
            [storage.options]
            additionalimagestores = [
              "{one}",
            ]
            """);
        Assert.Equal(["/images", "/main", one], Read().Stores);

        Write(
            "etc/containers/storage.conf.d/more.conf",
            $"[storage.options]\nadditionalimagestores = [\"{two}\", {{ append = true }}]");
        Assert.Equal(["/images", "/main", one, two], Read().Stores);

        Write("etc/containers/storage.conf.d/only.conf", $"[storage.options]\nadditionalimagestores = [\"{two}\"]");
        Assert.Equal(["/images", "/main", two], Read().Stores);

        _variables["STORAGE_OPTS"] = $"overlay.mountopt=nodev,overlay.imagestore={one}";
        Assert.Equal(["/images", "/main", one], Read().Stores);

        _variables["STORAGE_OPTS"] = "";
        Assert.Equal(["/images", "/main"], Read().Stores);
    }

    [Theory]
    [InlineData("overlay2", null, "overlay")]
    [InlineData("btrfs", null, "btrfs")]
    [InlineData("overlay", "vfs", "vfs")]
    [InlineData(null, "overlay2", "overlay")]
    [InlineData(null, null, null)]
    public void The_variable_takes_precedence_for_the_driver(string? written, string? variable, string? driver)
    {
        Write("etc/containers/storage.conf", written is null ? "[storage]" : $"[storage]\ndriver = \"{written}\"");
        if (variable is not null)
            _variables["STORAGE_DRIVER"] = variable;

        Assert.Equal(driver, Read().Driver);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string text) => _folder.Write(name, text);

    private StorageConfiguration Read(uint user = 0) =>
        StorageConfiguration.Read(new HostEnvironment(_variables.GetValueOrDefault, user) { Root = _folder.Path });

    private Problem Refused() => Assert.Throws<LabelHookException>(() => Read()).Problem;
}
