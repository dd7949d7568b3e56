using LabelHook.Labels;

namespace LabelHook.Cli.Json;

internal sealed record AuthorizationDocument(string Agent, IReadOnlyList<string> Roles)
{
    public static IReadOnlyList<AuthorizationDocument> FromAuthorizations(IEnumerable<Authorization> authorizations) =>
    [
        .. from authorization in authorizations
           select new AuthorizationDocument(authorization.Agent, authorization.Roles),
    ];
}
