using System.Globalization;
using System.Text.RegularExpressions;

namespace LabelHook.Acceptance.PowerCuts;

// The rules for any power cut, and the violations of a state.
// Registries: the content of the ports database after each commit; the last ones may be lost as long as nothing
// followed them.
// Before, After: the environment files before and after.
// Ended: the program has reported success.
public sealed record DurabilityRules(
    IReadOnlyList<string> Registries, int Promised, IReadOnlyList<CrashState> Before, CrashState After, bool Ended)
{
    private static readonly string[] Lists = ["PORT", "PORTS", "PORTS_RANGE"];

    public IEnumerable<string> BrokenBy(CrashState state, DatabaseSnapshot registry)
    {
        if (registry.Damage.Length > 0)
            yield return $"damaged registry: {registry.Damage}";
        else if (!Registries.Skip(Promised).Contains(registry.Everything))
            yield return Registries.Contains(
                registry.Everything) ? "forgotten commit" : $"registry that never was:\n{registry.Everything}";

        // A ports database that was lost before has no content until it is restored.
        var isLost = registry.Everything.Length == 0 && Registries[0].Length == 0 && EnvironmentFiles(Before[0]).Any();
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
                port => !registry.Holds(module, port.Protocol, port.Number));
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
