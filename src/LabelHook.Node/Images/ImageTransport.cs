namespace LabelHook.Images;

// The transports of containers-transports(5) in front of an image's name, but those of files and folders.
internal static class ImageTransport
{
    private const string Store = "containers-storage:";

    // To podman these are transports whatever follows them.
    private static readonly string[] Always = ["dir", "docker-daemon", "sif"];

    // These are names of images, too, and podman takes them for one where nothing like a path follows.
    private static readonly string[] WithPath = ["atomic", "ostree", "tarball"];

    // Returns: what follows the transport of podman's store; null when that is not named.
    public static string? InStore(string image) => image.StartsWith(Store, StringComparison.Ordinal) ? image[Store.Length..] : null;

    // Throws: the image has a transport that is not spoken here.
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
