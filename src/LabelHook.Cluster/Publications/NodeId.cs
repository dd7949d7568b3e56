using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LabelHook.Cluster.Publications;

// The name of a node in the cluster: a number on NS8, any short word elsewhere.
internal readonly record struct NodeId
{
    public const string Accepted = "1 to 63 of the characters A-Z a-z 0-9 _ . -, starting with a letter or digit";

    // That of a host name's label; RFC 1035, section 2.3.4.
    private const int MaxLength = 63;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly string? _value;

    private NodeId(string value) => _value = value;

    // Numbers by value, before words.
    public static IComparer<NodeId> ByName { get; } = Comparer<NodeId>.Create(Compare);

    private ulong Number => ulong.TryParse(_value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : ulong.MaxValue;

    public static bool TryParse([NotNullWhen(true)] string? text, out NodeId id)
    {
        var valid = text is [var first, ..] && char.IsAsciiLetterOrDigit(first)
            && text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(Allowed);
        id = valid ? new NodeId(text!) : default;
        return valid;
    }

    public override string ToString() => _value ?? "";

    private static int Compare(NodeId one, NodeId other)
    {
        var order = one.Number.CompareTo(other.Number);
        return order != 0 ? order : string.CompareOrdinal(one.ToString(), other.ToString());
    }
}
