namespace LabelHook.Images;

// The transports of containers-transports(5) that are not files or folders.
internal static class ImageTransport
{
    private const string Store = "containers-storage:";

    // Podman always reads these as transports.
    private static readonly string[] Always = ["dir", "docker-daemon", "sif"];

    // Podman reads these as transports only if a path follows, otherwise as names of images.
    private static readonly string[] WithPath = ["atomic", "ostree", "tarball"];

    // Returns: the name after containers-storage:; null when the image has another transport or none.
    public static string? InStore(string image) =>
        image.StartsWith(Store, StringComparison.Ordinal) ? image[Store.Length..] : null;

    // Throws: the transport is not supported.
    public static void RefuseUnknown(string image)
    {
        if (image.Split(':', 2) is not [var transport, var rest])
            return;
        var refused = Always.Contains(transport)
            || (WithPath.Contains(transport) && rest.Contains('/', StringComparison.Ordinal))
            || (transport == "docker" && rest.StartsWith("//", StringComparison.Ordinal));
        if (refused)
            throw new LabelHookException(ImageProblems.ImageTransport(image, transport));
    }
}
