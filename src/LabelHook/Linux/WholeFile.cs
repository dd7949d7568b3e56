namespace LabelHook.Linux;

// Reads a path that may not be a regular file: does not block on a FIFO, and rejects devices and huge files.
internal static class WholeFile
{
    // maxSize: In bytes.
    // refusal: Why the existing file cannot be read; null if it was read or does not exist.
    // Returns: null when it was not read.
    public static byte[]? TryRead(string path, int maxSize, out string? refusal)
    {
        using var file = RegularFile.Open(Libc.CurrentFolder, path, 0, out var errno);
        if (file is null)
        {
            refusal = errno switch
            {
                Errno.NotFound or Errno.NotAFolder => null,
                Errno.LinkLoop => "too many symbolic links",
                _ => RegularFile.Words(errno),
            };
            return null;
        }

        refusal = null;
        try
        {
            using var stream = new FileStream(file, FileAccess.Read);
            if (stream.Length <= maxSize)
            {
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return content;
            }

            refusal = $"it is larger than {maxSize / 1024} KiB";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            refusal = error.Message;
        }

        return null;
    }
}
