namespace LabelHook.Host;

// What the surroundings of the process say; read in one place, so that everything below can be told something else.
// Variable: An environment variable; null or empty where it is not set.
// UserId: The effective user.
internal sealed record HostEnvironment(Func<string, string?> Variable, uint UserId)
{
    public bool IsRoot => UserId == 0;

    public string Home => this["HOME"] ?? "/";

    // What stands in front of the paths of the host's own configuration; empty but in tests.
    public string Root { get; init; } = "";

    // The variable's value; null where it is not set or empty.
    public string? this[string name] => Variable(name) is { Length: > 0 } value ? value : null;
}
