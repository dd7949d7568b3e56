namespace LabelHook.Sockets;

// The well-known names of ports; services(5).
internal static class ServiceNames
{
    // Returns: the first name of the port; null when it has none, or the file cannot be read.
    public static string? Find(int port, Protocol protocol, string path = "/etc/services")
    {
        var wanted = $"{port}/{protocol.Lower()}";
        try
        {
            return File.ReadLines(path)
                .Select(line => line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .FirstOrDefault(words => words.Length > 1 && words[1] == wanted)?[0];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
