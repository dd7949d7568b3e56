using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

// An image that is built from a module's image, and so inherits its labels.
public static class DerivedImage
{
    // engine: The client of podman or docker.
    public static async Task BuildAsync(Command engine, string module, string derived)
    {
        await BuildOneAsync(engine, module, "FROM scratch\nCOPY file /module\nLABEL org.nethserver.tcp-ports-demand=1\n");
        await BuildOneAsync(engine, derived, $"FROM {module}\nCOPY file /tools\n");
    }

    private static async Task BuildOneAsync(Command engine, string reference, string containerfile)
    {
        await using var context = new TemporaryFolder();
        context.Write("file", reference);
        context.Write("Dockerfile", containerfile);
        await engine.OutputAsync("build", "--quiet", "--tag", reference, context.Path);
    }
}
