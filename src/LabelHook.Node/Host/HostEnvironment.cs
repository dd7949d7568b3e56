namespace LabelHook.Host;

// The environment of the process, read in one place so that tests can replace it.
// Variable: Returns an environment variable; null or empty when it is not set.
// UserId: The effective user.
internal sealed record HostEnvironment(Func<string, string?> Variable, uint UserId)
{
    public bool IsRoot => UserId == 0;

    public string Home => this["HOME"] ?? "/";

    // Prefix of the paths of the host's own configuration; empty except in tests.
    public string Root { get; init; } = "";

    // Returns: null when the variable is not set or empty.
    public string? this[string name] => Variable(name) is { Length: > 0 } value ? value : null;
}
