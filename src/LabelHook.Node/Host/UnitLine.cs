namespace LabelHook.Host;

// An EnvironmentFile= of a unit; systemd.exec(5).
// File: The file that it stands in.
// Number: Its line, from 1.
// Unit: The unit, as in mail1.service or app@.service.
// Home: The home folder of the user whose unit it is; null when it is the host's.
// Value: The path as it is written, without the prefix.
// IsOptional: Whether the unit starts without the file.
internal sealed record UnitLine(string File, int Number, string Unit, string? Home, string Value, bool IsOptional)
{
    private const string Key = "EnvironmentFile";

    // text: A line of a unit file.
    // Returns: null when it is another one.
    public static UnitLine? Parse(string file, int number, string unit, string? home, string text)
    {
        if (text.Split('=', 2) is not [var key, var value] || key.Trim() != Key)
            return null;
        value = value.Trim();
        var optional = value.StartsWith('-');
        return new UnitLine(file, number, unit, home, (optional ? value[1..] : value).Trim('"', '\''), optional);
    }

    // The path that the unit loads; null when that differs from instance to instance.
    public string? Path => Unit.Contains("@.", StringComparison.Ordinal) ? null : Resolved("");

    // Whether the line means a module's environment file. An instance of a template may be the module's.
    public bool Names(string path, string module) =>
        string.Join('/', Resolved(module).Split('/').Where((part, at) => at == 0 || part.Length > 0)) == path;

    // The specifiers that stand in such paths; systemd.unit(5).
    private string Resolved(string module)
    {
        var name = Unit[..Unit.LastIndexOf('.')];
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var instance = at < 0 ? "" : at + 1 < name.Length ? name[(at + 1)..] : module;
        return Value
            .Replace("%S", Home is null ? "/var/lib" : Home + "/.local/state", StringComparison.Ordinal)
            .Replace("%E", Home is null ? "/etc" : Home + "/.config", StringComparison.Ordinal)
            .Replace("%h", Home ?? "/root", StringComparison.Ordinal)
            .Replace("%i", instance, StringComparison.Ordinal)
            .Replace("%I", instance, StringComparison.Ordinal)
            .Replace("%p", at < 0 ? name : name[..at], StringComparison.Ordinal)
            .Replace("%N", at >= 0 && at + 1 == name.Length ? name + module : name, StringComparison.Ordinal);
    }
}
