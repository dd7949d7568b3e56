using System.Text;
using LabelHook.Host;

namespace LabelHook.Images.Stores;

// The variables in a path of storage.conf, as Go's os.ExpandEnv replaces them: $NAME and ${NAME}; a tilde means
// nothing.
internal static class PathVariables
{
    // Throws: a variable is not set: podman takes it for empty, in its own surroundings.
    public static string Expand(string setting, string path, HostEnvironment host)
    {
        // Podman replaces this one before the others, whatever stands behind it.
        var rest = path.Replace("$UID", host.UserId.ToString(), StringComparison.Ordinal).AsSpan();
        var result = new StringBuilder();
        while (rest.IndexOf('$') is >= 0 and var dollar)
        {
            result.Append(rest[..dollar]);
            rest = rest[(dollar + 1)..];
            var braced = rest is ['{', ..];
            if (braced)
                rest = rest[1..];
            var length = braced ? rest.IndexOf('}') : NameLength(rest);
            if (length <= 0)
                throw new LabelHookException(StoreProblems.StoragePath(setting, path, "variables as in $NAME or ${NAME}"));
            var name = rest[..length].ToString();
            result.Append(host[name] ?? throw new LabelHookException(StoreProblems.StorageVariable(setting, path, name)));
            rest = rest[(braced ? length + 1 : length)..];
        }

        return result.Append(rest).ToString();
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_'))
            length++;
        return length;
    }
}
