using LabelHook.Images;

namespace LabelHook.Labels;

internal static class LabelWarnings
{
    // Valid labels that are probably mistakes.
    public static IReadOnlyList<string> ForLabels(
        ModuleImage image, IEnumerable<Authorization> authorizations, bool isNs8) =>
        [.. ForKeys(image), .. ForAgents(authorizations), .. isNs8 ? ForRoles(authorizations) : []];

    public static IReadOnlyList<string> ForKeys(ModuleImage image) =>
    [
        .. from key in image.Labels.Keys.Order(StringComparer.Ordinal)
           let meant = NearLabel.Meant(key)
           where meant is not null
           select $"label {Wording.Shown(key)} of image {Wording.Shown(image.Reference)} is not known and has no "
                  + $"effect; did you mean {meant}?",
    ];

    private static IEnumerable<string> ForAgents(IEnumerable<Authorization> authorizations) =>
        from named in authorizations.GroupBy(authorization => authorization.Agent, StringComparer.Ordinal)
        where named.Count() > 1
        let roles = named.SelectMany(authorization => authorization.Roles).Distinct(StringComparer.Ordinal)
        let together = new Authorization(named.Key, [.. roles])
        select $"label {ModuleLabels.AuthorizationsLabel} names agent {Wording.Shown(named.Key)} more than once,"
                      + $" and NethServer 8 keeps only {Wording.Shown($"{named.Last()}")};"
                      + $" write {Wording.Shown($"{together}")}";

    private static IEnumerable<string> ForRoles(IEnumerable<Authorization> authorizations) =>
        from authorization in authorizations
        where authorization.Agent == "node"
        from role in authorization.Roles
        where role is "allocate-ports" or "deallocate-ports"
        select $"NethServer 8 has no role {role} at agent node; use node:portsadm, which permits both";
}
