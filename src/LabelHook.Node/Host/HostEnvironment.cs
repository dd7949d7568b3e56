namespace LabelHook.Host;

/// <summary>What the surroundings of the process say; read in one place, so that everything below can be told something else.</summary>
/// <param name="Variable">An environment variable; <see langword="null"/> or empty where it is not set.</param>
/// <param name="UserId">The effective user.</param>
internal sealed record HostEnvironment(Func<string, string?> Variable, uint UserId)
{
    public bool IsRoot => UserId == 0;

    public string Home => this["HOME"] ?? "/";

    /// <summary>What stands in front of the paths of the host's own configuration; empty but in tests.</summary>
    public string Root { get; init; } = "";

    /// <summary>The variable's value; <see langword="null"/> where it is not set or empty.</summary>
    public string? this[string name] => Variable(name) is { Length: > 0 } value ? value : null;
}
