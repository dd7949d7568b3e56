using System.Text.Json;
using LabelHook.Images.Manifests;

namespace LabelHook.Images.Sources;

// Reads an image configuration from standard input. Its digest is not the image's ID, because skopeo reformats it.
internal static class ConfigurationInput
{
    public const string Name = "-";

    // In bytes; that of a configuration in an archive.
    public const int MaxSize = ImageFiles.MaxSize;

    // content: Null when it is larger than that.
    // Throws: it is not the configuration of an image.
    public static ModuleImage Read(byte[]? content)
    {
        if (content is null)
            throw Refused($"it is larger than {MaxSize / (1024 * 1024)} MiB");
        if (content.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            throw Refused("it is empty");
        try
        {
            var json = GoJson.Parse(content);
            RequireConfiguration(json);
            return ImageConfiguration.Read(Name, "", json);
        }
        catch (JsonException error)
        {
            throw new LabelHookException(SourceProblems.Input(error.Message), error);
        }
        catch (InvalidOperationException error)
        {
            throw new LabelHookException(SourceProblems.Input("a string in it is not valid Unicode"), error);
        }
    }

    // Other documents about images have members with the same names, but other labels or none.
    private static void RequireConfiguration(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
            throw new JsonException("it is a list, as 'podman image inspect' prints it");
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException("it is not an object");
        if (json.Member("RepoTags") is not null)
            throw new JsonException("it describes an image, as 'skopeo inspect' without --config prints it");
        if (json.Member("schemaVersion") is not null)
            throw new JsonException("it is a manifest, as 'skopeo inspect --raw' prints it");
        if (json.Member("rootfs") is null)
            throw new JsonException("it has no \"rootfs\", as every configuration has");
    }

    private static LabelHookException Refused(string reason) => new(SourceProblems.Input(reason));
}
