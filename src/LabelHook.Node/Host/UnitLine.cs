namespace LabelHook.Host;

// An EnvironmentFile= of a unit; systemd.exec(5).
// File: The unit file.
// Number: The line, from 1.
// Unit: The unit's name, as in mail1.service or app@.service.
// Home: The home folder of the user that the unit belongs to; null for a unit of the host.
// Value: The path as written, without the prefix; it may be a pattern.
// IsOptional: Whether the unit starts without the file.
internal sealed record UnitLine(string File, int Number, string Unit, string? Home, string Value, bool IsOptional)
{
    private const string Key = "EnvironmentFile";

    // Whether a unit file may have such a line.
    public static bool MayBeIn(string text) => text.Contains(Key, StringComparison.Ordinal);

    // Returns: null when the line assigns something else.
    public static UnitLine? Parse(string file, int number, string unit, string? home, string text)
    {
        if (text.Split('=', 2) is not [var key, var value] || key.Trim() != Key)
            return null;
        value = value.Trim();
        var isOptional = value.StartsWith('-');
        return new UnitLine(file, number, unit, home, (isOptional ? value[1..] : value).Trim('"', '\''), isOptional);
    }

    // The one path that the unit loads; null when instances load different ones, or the value is a pattern.
    public string? Path =>
        Unit.Contains("@.", StringComparison.Ordinal) || PathPattern.HasWildcard(Value) ? null : PathFor("");

    // Whether the unit, or its instance for the module, loads the module's environment file.
    public bool Loads(string path, string module) => PathPattern.Matches(PathFor(module), path);

    // Whether the unit fails to start because the module's environment file is missing. A pattern needs any match.
    public bool FailsWithout(string path, string module) =>
        !IsOptional && Loads(path, module) && !PathPattern.HasMatch(PathFor(module));

    // Replaces the specifiers that are common in such paths; systemd.unit(5).
    private string PathFor(string module)
    {
        var name = Unit[..Unit.LastIndexOf('.')];
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var isTemplate = at >= 0 && at + 1 == name.Length;
        var fullName = isTemplate ? name + module : name;
        var instance = at < 0 ? "" : fullName[(at + 1)..];
        var path = Value
            .Replace("%S", Home is null ? "/var/lib" : Home + "/.local/state", StringComparison.Ordinal)
            .Replace("%E", Home is null ? "/etc" : Home + "/.config", StringComparison.Ordinal)
            .Replace("%h", Home ?? "/root", StringComparison.Ordinal)
            .Replace("%i", instance, StringComparison.Ordinal)
            .Replace("%I", instance, StringComparison.Ordinal)
            .Replace("%p", at < 0 ? name : name[..at], StringComparison.Ordinal)
            .Replace("%N", fullName, StringComparison.Ordinal);
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return path.StartsWith('/') ? "/" + string.Join('/', names) : path;
    }
}
