using System.Text;

namespace LabelHook.Checks;

// Something that is wrong, or may be.
// Module: The module that it concerns; null when it concerns none or several.
// Protocol: The protocol of the ports; null when it concerns no ports, or those of both.
// Ports: The ports; the empty block when it concerns none.
// Message: What was found.
// Remedy: What to do.
internal sealed record Finding(
    FindingKind Kind, string? Module, Protocol? Protocol, PortRange Ports, string Message, string Remedy)
{
    // The name of the kind for people and programs, as in file-missing.
    public string Word => WordFor(Kind);

    // Whether it may be intended; a node with notes only is clean.
    public bool IsNote => Kind == FindingKind.OutsideBand;

    public static string WordFor(FindingKind kind)
    {
        var word = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsUpper(letter) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }
}
