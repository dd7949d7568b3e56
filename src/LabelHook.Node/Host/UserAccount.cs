namespace LabelHook.Host;

internal sealed record UserAccount(string Name, uint Id, string Home);
