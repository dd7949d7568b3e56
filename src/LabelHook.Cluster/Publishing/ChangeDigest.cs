using System.Text;
using LabelHook.Cluster.Publications;
using LabelHook.Database;
using LabelHook.Images;

namespace LabelHook.Cluster.Publishing;

// Tells a change in the log from the one that another database has under the same number: a copy of the database, or a
// backup that was restored, makes other changes from there on.
internal static class ChangeDigest
{
    public static string Compute(LogRow? change)
    {
        if (change is null)
            return "";
        var sign = change.IsAllocated ? '+' : '-';
        var time = change.Time.ToUnixTimeSeconds();
        var text = $"{change.Id} {time} {sign}{change.Ports}/{change.Protocol.Lower()} {change.Module}\n";
        return Digest.Compute(Encoding.UTF8.GetBytes(text)).ToString()[^PublicationText.DigestLength..];
    }
}
