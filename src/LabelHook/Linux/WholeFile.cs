namespace LabelHook.Linux;

// Reads a file that may be anything under its name: a FIFO is not waited for, a device is not read, and a huge file is
// refused.
internal static class WholeFile
{
    // maxSize: Largest size in bytes.
    // refusal: Why it cannot be read although it is there; null when it was read or is not there.
    // Returns: null when it was not read.
    public static byte[]? TryRead(string path, int maxSize, out string? refusal)
    {
        using var file = RegularFile.Open(Libc.CurrentFolder, path, 0, out var trouble);
        if (file is null)
        {
            refusal = trouble switch
            {
                Errno.NotFound or Errno.NotAFolder => null,
                Errno.LinkLoop => "too many symbolic links",
                _ => RegularFile.Words(trouble),
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
