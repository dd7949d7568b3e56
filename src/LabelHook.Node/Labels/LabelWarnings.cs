using LabelHook.Images;

namespace LabelHook.Labels;

internal static class LabelWarnings
{
    // What is probably not meant in the labels of an image.
    public static IReadOnlyList<string> OfLabels(ModuleImage image, IEnumerable<Authorization> authorizations, bool isNs8) =>
        [.. OfKeys(image), .. OfAgents(authorizations), .. isNs8 ? OfRoles(authorizations) : []];

    public static IReadOnlyList<string> OfKeys(ModuleImage image) =>
    [
        .. from key in image.Labels.Keys.Order(StringComparer.Ordinal)
           let meant = NearLabel.Meant(key)
           where meant is not null
           select $"label {Wording.Shown(key)} of image {Wording.Shown(image.Reference)} is not known and has no effect; did you mean {meant}?",
    ];

    private static IEnumerable<string> OfAgents(IEnumerable<Authorization> authorizations) =>
        from named in authorizations.GroupBy(authorization => authorization.Agent, StringComparer.Ordinal)
        where named.Count() > 1
        let together = new Authorization(named.Key, [.. named.SelectMany(authorization => authorization.Roles).Distinct(StringComparer.Ordinal)])
        select $"label {ModuleLabels.AuthorizationsLabel} names agent {Wording.Shown(named.Key)} more than once, and NethServer 8 keeps only {Wording.Shown($"{named.Last()}")}; write {Wording.Shown($"{together}")}";

    private static IEnumerable<string> OfRoles(IEnumerable<Authorization> authorizations) =>
        from authorization in authorizations
        where authorization.Agent == "node"
        from role in authorization.Roles
        where role is "allocate-ports" or "deallocate-ports"
        select $"NethServer 8 has no role {role} at agent node; use node:portsadm, which permits both";
}
