using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace LabelHook.Labels;

// One entry of the authorizations label, the roles of a module at an agent, as in node:fwadm,portsadm.
// Agent: node, cluster, traefik@node, …; unknown agents are kept.
// Roles: At least one; unknown roles are kept.
internal sealed record Authorization(string Agent, IReadOnlyList<string> Roles)
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t");
    private static readonly SearchValues<char> Globs = SearchValues.Create("*?[");

    // Entries are separated by blanks; an empty label has none.
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

    public static bool TryParse(
        string label,
        string entry,
        [NotNullWhen(true)] out Authorization? authorization,
        [NotNullWhen(false)] out Problem? problem)
    {
        authorization = null;
        problem = null;
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        var roles = entry[(colon + 1)..].Split(',');
        if (colon <= 0 || entry.LastIndexOf(':') > colon || roles.Any(string.IsNullOrEmpty) || entry.Any(IsNotText))
            problem = LabelProblems.Authorization(label, entry);
        else if (entry.AsSpan().ContainsAny(Globs))
            problem = LabelProblems.AuthorizationGlob(label, entry);
        else if (IsClusterOwner(entry[..colon], roles))
            problem = LabelProblems.AuthorizationOwner(label, entry);
        else
            authorization = new Authorization(entry[..colon], roles);
        return authorization is not null;
    }

    // Whether the module has the role at its own node; NS8's portsadm includes both roles for ports.
    public bool Grants(string role) => Agent == "node" && (Roles.Contains(role) || Roles.Contains("portsadm"));

    public override string ToString() => $"{Agent}:{string.Join(',', Roles)}";

    private static bool IsClusterOwner(string agent, IEnumerable<string> roles) =>
        agent.Equals("cluster", StringComparison.OrdinalIgnoreCase)
        && roles.Contains("owner", StringComparer.OrdinalIgnoreCase);

    private static bool IsNotText(char c) => char.IsControl(c) || char.IsWhiteSpace(c);
}
