using CsCheck;
using LabelHook.Images.Archives;

namespace LabelHook.Tests.Images.Archives;

// Documents that are nearly right: each part is what it should be, or anything else that JSON can say.
public static class ImageFuzzTests
{
    private static readonly Gen<string> Anything = Gen.Recursive<string>((depth, value) => depth > 2
        ? Gen.OneOf("null", "1", "1e999", "true", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"")
        : Gen.OneOf(value, value.Array[0, 2].Select(values => $"[{string.Join(',', values)}]"), value.Select(member => $$"""{"a":{{member}}}"""), Gen.Const("{}")));

    [Fact]
    public static void No_layout_breaks_the_reading() => Gen.Select(
        Gen.Select(Part("\"linux\""), Part("\"amd64\""), Part("\"\"")).SelectMany(parts => Part($$"""{"os":{{parts.Item1}},"architecture":{{parts.Item2}},"variant":{{parts.Item3}}}""")),
        Part("\"a:1\"").SelectMany(name => Part($$"""{"org.opencontainers.image.ref.name":{{name}}}""")),
        Configurations,
        Gen.Bool).Sample((platform, annotations, configuration, nested) => Survives((layout, folder) =>
        {
            var image = layout.Blob(Layout.Manifest(layout.Blob(configuration)));
            var more = $",\"platform\":{platform},\"annotations\":{annotations}";
            return layout.Named(Layout.Descriptor(nested ? layout.Blob(Layout.Index(Layout.Descriptor(image, more))) : image, more)).Folder(folder);
        }));

    [Fact]
    public static void No_index_or_manifest_breaks_the_reading() => Gen.Select(
        Part(Layout.Descriptor(Layout.Digest("{}"))).SelectMany(image => Part($"[{image}]")).SelectMany(images => Part($$"""{"manifests":{{images}}}""")),
        Part($"\"{Layout.Digest("{}")}\"").SelectMany(digest => Part($$"""{"mediaType":"application/vnd.oci.image.config.v1+json","digest":{{digest}}}""")).SelectMany(config => Part($$"""{"config":{{config}}}"""))).Sample((index, manifest) => Survives((layout, folder) =>
        {
            layout.Blob("{}");
            return layout.With("index.json", index.Replace(Layout.Digest("{}"), layout.Blob(manifest), StringComparison.Ordinal)).Folder(folder);
        }));

    [Fact]
    public static void No_archive_of_docker_breaks_the_reading() => Gen.Select(
        Part("\"c.json\""),
        Part("\"a:1\"").SelectMany(name => Part($"[{name}]")),
        Configurations).SelectMany(parts => Part($$"""[{"Config":{{parts.Item1}},"RepoTags":{{parts.Item2}}}]""").Select(list => (list, parts.Item3))).Sample((list, configuration) => Survives((layout, folder) =>
            layout.With("c.json", configuration).With("manifest.json", list).Archive(folder, "docker-archive")));

    private static Gen<string> Configurations => Part("\"1\"").SelectMany(label => Part($$"""{"org.nethserver.tcp-ports-demand":{{label}}}"""))
        .SelectMany(labels => Part($$"""{"Labels":{{labels}}}""")).SelectMany(config => Part($$"""{"config":{{config}}}"""));

    private static Gen<string> Part(string right) => Gen.Frequency((4, Gen.Const(right)), (1, Anything));

    private static bool Survives(Func<Layout, TemporaryFolder, string> write)
    {
        using var folder = new TemporaryFolder();
        var image = write(new Layout(), folder);
        try
        {
            return ImageFile.Read(image, TimeSpan.FromSeconds(30)).Id.Length > 0;
        }
        catch (LabelHookException error)
        {
            return error.Problem.Code.StartsWith("LH20", StringComparison.Ordinal);
        }
    }
}
