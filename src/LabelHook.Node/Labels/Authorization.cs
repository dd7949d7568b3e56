using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace LabelHook.Labels;

// One grant of the authorizations label: what roles a module gets at an agent, as in node:fwadm,portsadm.
// Agent: The agent that is asked: node, cluster, traefik@node, …; unknown ones are kept.
// Roles: Role names, at least one; unknown ones are kept.
internal sealed record Authorization(string Agent, IReadOnlyList<string> Roles)
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t");
    private static readonly SearchValues<char> Globs = SearchValues.Create("*?[");

    // Reads the label: authorizations between blanks, none in an empty label.
    public static List<Authorization> ReadAll(string label, string value, List<Problem> problems)
    {
        var authorizations = new List<Authorization>();
        foreach (var part in value.AsSpan().SplitAny(Blanks))
        {
            var entry = value[part];
            if (entry.Length == 0)
                continue;
            if (TryParse(label, entry, out var authorization, out var problem))
                authorizations.Add(authorization);
            else
                problems.Add(problem);
        }

        return authorizations;
    }

    public static bool TryParse(string label, string entry, [NotNullWhen(true)] out Authorization? authorization, [NotNullWhen(false)] out Problem? problem)
    {
        authorization = null;
        problem = null;
        var roles = entry[(entry.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',');
        if (entry.Count(c => c == ':') != 1 || entry.StartsWith(':') || roles.Any(string.IsNullOrEmpty) || entry.Any(IsNoText))
            problem = LabelProblems.Authorization(label, entry);
        else if (entry.AsSpan().ContainsAny(Globs))
            problem = LabelProblems.AuthorizationGlob(label, entry);
        else if (entry.StartsWith("cluster:", StringComparison.OrdinalIgnoreCase) && roles.Contains("owner", StringComparer.OrdinalIgnoreCase))
            problem = LabelProblems.AuthorizationOwner(label, entry);
        else
            authorization = new Authorization(entry[..entry.IndexOf(':', StringComparison.Ordinal)], roles);
        return authorization is not null;
    }

    // Whether the module may do that at its own node; portsadm is NS8's name for both rights over ports.
    public bool Grants(string role) => Agent == "node" && (Roles.Contains(role) || Roles.Contains("portsadm"));

    public override string ToString() => $"{Agent}:{string.Join(',', Roles)}";

    private static bool IsNoText(char c) => char.IsControl(c) || char.IsWhiteSpace(c);
}
