using System.Text;
using LabelHook.Interop;

namespace LabelHook.Maps;

/// <summary>A picture on the disk: all of it or, when anything fails, what was there before.</summary>
internal static class PictureFile
{
    /// <exception cref="LabelHookException">It cannot be written there.</exception>
    public static void Write(string path, string content)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetFileName(full).Length == 0)
            throw new LabelHookException(Problems.Picture(path, Errno.Words(Errno.IsAFolder)));
        Check(path, full);
        var temporary = Path.Join(Path.GetDirectoryName(full), $".{Guid.NewGuid():N}.labelhook");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(Encoding.UTF8.GetBytes(content));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Forget(temporary);
            throw new LabelHookException(Problems.Picture(path, Reason(error)), error);
        }
    }

    /// <summary>A new file takes the place of a regular file only; of a link it would take the place too, and not that of its target.</summary>
    private static void Check(string path, string full)
    {
        if (new FileInfo(full).LinkTarget is not null)
            throw new LabelHookException(Problems.Picture(path, Errno.Words(Errno.LinkLoop)));
        if (FileStatus.Of(full, out var status) == 0 && !status.IsRegular)
            throw new LabelHookException(Problems.Picture(path, status.IsFolder ? Errno.Words(Errno.IsAFolder) : "it is a FIFO, a socket or a device"));
    }

    private static string Reason(Exception error) => error switch
    {
        DirectoryNotFoundException => Errno.Words(Errno.NotFound),
        UnauthorizedAccessException => Errno.Words(Errno.Denied),
        _ => error.Message,
    };

    private static void Forget(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What made the writing fail may keep it, and says so already.
        }
    }
}
