using System.Text;
using LabelHook.Cluster.Publications;
using LabelHook.Images;
using LabelHook.Linux;

namespace LabelHook.Cluster.Publishing;

// Tells the ports database of a node from that of another node with the same name: an identity of its host and its path.
// ChangeDigest tells copies apart.
internal static class RegistryIdentity
{
    private const string MachineId = "/etc/machine-id";

    // In bytes; machine-id(5) has 33.
    private const int MaxSize = 4096;

    public static string Read(string database) => For(ReadMachineId(), database);

    // machine-id(5) asks not to reveal the ID itself, but a hash of it and of something of the application's.
    public static string For(string machineId, string database)
    {
        var text = $"labelhook-cluster\n{machineId}\n{Path.GetFullPath(database)}\n";
        var digest = Digest.Compute(Encoding.UTF8.GetBytes(text)).ToString();
        return digest[^PublicationText.DigestLength..];
    }

    // Empty where the host has none.
    private static string ReadMachineId() =>
        WholeFile.TryRead(MachineId, MaxSize, out _) is { } bytes ? Encoding.UTF8.GetString(bytes).Trim() : "";
}
