using LabelHook.Labels;

namespace LabelHook.Cli.Json;

internal sealed record AuthorizationDocument(string Agent, IReadOnlyList<string> Roles)
{
    public static IReadOnlyList<AuthorizationDocument> Of(IEnumerable<Authorization> authorizations) =>
        [.. authorizations.Select(authorization => new AuthorizationDocument(authorization.Agent, authorization.Roles))];
}
