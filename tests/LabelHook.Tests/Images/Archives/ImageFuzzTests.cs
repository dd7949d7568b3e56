using CsCheck;
using LabelHook.Images.Archives;

namespace LabelHook.Tests.Images.Archives;

// Documents that are nearly right: each part is what it should be, or anything else that JSON can say.
public static class ImageFuzzTests
{
    private static readonly Gen<string> Anything = Gen.Recursive<string>((depth, value) => depth > 2
        ? Gen.OneOf("null", "1", "1e999", "true", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"")
        : Gen.OneOf(
            value,
            value.Array[0, 2].Select(values => $"[{string.Join(',', values)}]"),
            value.Select(member => $$"""{"a":{{member}}}"""),
            Gen.Const("{}")));

    [Fact]
    public static void No_layout_breaks_the_reader()
    {
        var platforms = Gen
            .Select(Part("\"linux\""), Part("\"amd64\""), Part("\"\""))
            .SelectMany(part => Part(
                $$"""{"os":{{part.Item1}},"architecture":{{part.Item2}},"variant":{{part.Item3}}}"""));
        var annotations = Part("\"a:1\"")
            .SelectMany(name => Part($$"""{"org.opencontainers.image.ref.name":{{name}}}"""));

        Gen.Select(platforms, annotations, Configurations, Gen.Bool).Sample(
            (platform, annotation, configuration, nested) => Survives((layout, folder) =>
            {
                var image = layout.Blob(Layout.Manifest(layout.Blob(configuration)));
                var more = $",\"platform\":{platform},\"annotations\":{annotation}";
                var top = nested ? layout.Blob(Layout.Index(Layout.Descriptor(image, more))) : image;
                return layout.Named(Layout.Descriptor(top, more)).Folder(folder);
            }));
    }

    [Fact]
    public static void No_index_or_manifest_breaks_the_reader()
    {
        var digest = Layout.Digest("{}");
        var indexes = Part(Layout.Descriptor(digest))
            .SelectMany(image => Part($"[{image}]"))
            .SelectMany(images => Part($$"""{"manifests":{{images}}}"""));
        var manifests = Part($"\"{digest}\"")
            .SelectMany(quoted => Part(
                $$"""{"mediaType":"application/vnd.oci.image.config.v1+json","digest":{{quoted}}}"""))
            .SelectMany(config => Part($$"""{"config":{{config}}}"""));

        Gen.Select(indexes, manifests).Sample((index, manifest) => Survives((layout, folder) =>
        {
            layout.Blob("{}");
            var text = index.Replace(digest, layout.Blob(manifest), StringComparison.Ordinal);
            return layout.With("index.json", text).Folder(folder);
        }));
    }

    [Fact]
    public static void No_archive_of_docker_breaks_the_reader()
    {
        var lists = Gen
            .Select(Part("\"c.json\""), Part("\"a:1\"").SelectMany(name => Part($"[{name}]")))
            .SelectMany(part => Part($$"""[{"Config":{{part.Item1}},"RepoTags":{{part.Item2}}}]"""));

        Gen.Select(lists, Configurations).Sample((list, configuration) => Survives((layout, folder) =>
            layout.With("c.json", configuration).With("manifest.json", list).Archive(folder, "docker-archive")));
    }

    private static Gen<string> Configurations => Part("\"1\"")
        .SelectMany(label => Part($$"""{"org.nethserver.tcp-ports-demand":{{label}}}"""))
        .SelectMany(labels => Part($$"""{"Labels":{{labels}}}"""))
        .SelectMany(config => Part($$"""{"config":{{config}}}"""));

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
