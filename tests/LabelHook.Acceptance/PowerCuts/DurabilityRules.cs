using System.Globalization;
using System.Text.RegularExpressions;

namespace LabelHook.Acceptance.PowerCuts;

// The rules for any power cut, and the violations of a state.
// Databases: the content of the ports database after each commit; the last ones may be lost as long as nothing
// followed them.
// Before, After: the environment files before and after.
// Ended: the program has reported success.
public sealed record DurabilityRules(
    IReadOnlyList<string> Databases, int Promised, IReadOnlyList<CrashState> Before, CrashState After, bool Ended)
{
    private static readonly string[] Lists = ["PORT", "PORTS", "PORTS_RANGE"];

    public IEnumerable<string> BrokenBy(CrashState state, DatabaseSnapshot database)
    {
        if (database.Damage.Length > 0)
            yield return $"damaged database: {database.Damage}";
        else if (!Databases.Skip(Promised).Contains(database.Everything))
            yield return Databases.Contains(
                database.Everything) ? "forgotten commit" : $"database that never was:\n{database.Everything}";

        // A ports database that was lost before has no content until it is restored.
        var isLost = database.Everything.Length == 0 && Databases[0].Length == 0 && EnvironmentFiles(Before[0]).Any();
        foreach (var path in Before.Append(After).Append(state).SelectMany(EnvironmentFiles).Distinct())
        {
            var text = state.Text(path);
            var isOld = Before.Any(before => before.Text(path) == text);
            if (text is not null && text != After.Text(path) && !isOld)
                yield return $"torn environment file {path}: '{text}'";
            else if (text != After.Text(path) && (Ended || !isOld))
                yield return $"forgotten environment file {path}: '{text}'";

            var module = Path.GetFileName(Path.GetDirectoryName(path))!;
            var missing = Ports(isLost ? "" : text ?? "").Where(
                port => !database.Holds(module, port.Protocol, port.Number));
            foreach (var (protocol, port) in missing)
                yield return $"port that is not held: {module}'s environment file names {port}, {protocol}";
        }
    }

    public static IEnumerable<string> EnvironmentFiles(CrashState state) =>
        state.Files.Keys.Where(path => Path.GetFileName(path) == "environment");

    private static IEnumerable<(string Protocol, int Number)> Ports(string text) =>
        from line in text.Split('\n')
        let parts = line.Split('=', 2)
        from protocol in (string[])["TCP", "UDP"]
        where parts.Length == 2 && Lists.Any(list => parts[0] == $"{protocol}_{list}")
        from number in Regex.Split(parts[1], "[^0-9]+", RegexOptions.None, TimeSpan.FromSeconds(1))
        where number.Length > 0
        select (protocol, int.Parse(number, CultureInfo.InvariantCulture));
}
