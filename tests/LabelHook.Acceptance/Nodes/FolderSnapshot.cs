using System.Security.Cryptography;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Nodes;

// The complete state of some folders, except access and modification times.
public static class FolderSnapshot
{
    public static async Task<string> TakeAsync(params string[] folders)
    {
        // Name, kind, mode, owner, links, inode, target of a link.
        var listing = await new Command("find").OutputAsync([.. folders, "-printf", @"%p %y %m %U:%G %n %i %l\n"]);
        var lines =
            listing.Split('\n').Order(StringComparer.Ordinal).Select(line => line + " " + Content(line.Split(' ')));

        return string.Join('\n', lines);
    }

    // Only regular files are opened: a FIFO would block.
    private static string Content(string[] entry) =>
        string.Equals(entry[1], "f", StringComparison.Ordinal) ? Convert
            .ToHexString(SHA256.HashData(File.ReadAllBytes(entry[0]))) : "";
}
