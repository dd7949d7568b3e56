
namespace LabelHook.Sockets;

/// <summary>The names that ports go by; services(5).</summary>
internal static class ServiceNames
{
    /// <returns>The first name of the port; <see langword="null"/> when it has none, or the host has no list.</returns>
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
