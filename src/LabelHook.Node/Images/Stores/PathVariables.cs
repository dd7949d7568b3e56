using System.Text;
using LabelHook.Host;

namespace LabelHook.Images.Stores;

// Replaces variables in a path of storage.conf as Go's os.ExpandEnv does: $NAME and ${NAME}. A tilde has no meaning.
internal static class PathVariables
{
    // Throws: a variable is not set. Podman would replace it by nothing, but podman may run in another environment.
    public static string Expand(string setting, string path, HostEnvironment host)
    {
        // Podman replaces $UID first, even where it is only the start of a name.
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
                throw new LabelHookException(StoreProblems.StoragePath(setting, path, "variables as $NAME or ${NAME}"));
            var name = rest[..length].ToString();
            if (host[name] is not { } value)
                throw new LabelHookException(StoreProblems.StorageVariable(setting, path, name));
            result.Append(value);
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
