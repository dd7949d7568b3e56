using System.Text;
using LabelHook.Linux;

namespace LabelHook.Images.Containerfiles;

// The labels that a Containerfile gives its image. The file is untrusted, and nothing in it is run.
internal static class Containerfile
{
    // In bytes; arbitrary.
    private const int MaxSize = 1024 * 1024;

    private static readonly string[] Names = ["Containerfile", "Dockerfile"];

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    // Containerfile, web.Containerfile, Containerfile.web, and the same with Dockerfile. A colon is part of an
    // image's name.
    public static bool Matches(string path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        return !file.Contains(':', StringComparison.Ordinal) && Array.Exists(Names, name =>
            file == name
            || file.StartsWith(name + ".", StringComparison.Ordinal)
            || file.EndsWith("." + name, StringComparison.Ordinal));
    }

    // warnings: What is not known of the image before it is built.
    // Throws: the file cannot be read or is not valid, or the value of a label of LabelHook depends on the build.
    public static ModuleImage Read(string path, out IReadOnlyList<string> warnings)
    {
        var reader = new InstructionReader(path, ReadText(path));
        var stage = new StageReader(path, reader.Escape).ReadLast(reader.Read());
        foreach (var label in stage.Labels.Where(label => label.MayBeOurs))
        {
            if (label.Variable is { } variable)
                throw new LabelHookException(ContainerfileProblems.Variable(path, label.Line, label.Name, variable));
            if (label.IsOnBuild)
                throw new LabelHookException(ContainerfileProblems.OnBuild(path, label.Line, label.Name));
        }

        warnings = stage.Base is { } image ? [ContainerfileWarnings.BaseUnknown(path, image)] : [];
        return new ModuleImage(
            path, "", stage.Labels.ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal));
    }

    private static string ReadText(string path)
    {
        // Podman runs these through the C preprocessor first; podman-build(1).
        if (path.EndsWith(".in", StringComparison.Ordinal))
            throw new LabelHookException(ContainerfileProblems.Unreadable(path, "it must be preprocessed"));
        if (WholeFile.TryRead(path, MaxSize, out var refusal) is not { } content)
        {
            var reason = refusal ?? Errno.Words(Errno.NotFound);
            throw new LabelHookException(ContainerfileProblems.Unreadable(path, reason));
        }

        try
        {
            return Utf8.GetString(content).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException error)
        {
            var line = content.AsSpan(0, error.Index).Count((byte)'\n') + 1;
            var problem = ContainerfileProblems.Syntax(path, line, "the text is not valid UTF-8");
            throw new LabelHookException(problem, error);
        }
    }
}
