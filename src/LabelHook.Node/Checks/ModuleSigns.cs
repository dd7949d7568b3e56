using LabelHook.Host;
using LabelHook.Sockets;

namespace LabelHook.Checks;

// By what a process can be recognised as a module's.
internal sealed class ModuleSigns(Inspection look, IReadOnlyList<UnitLine> units, string module)
{
    // Programs that hold ports for containers, of which they do not say which.
    private static readonly string[] Forwarders = ["docker-proxy", "conmon", "rootlessport", "exe", "slirp4netns", "pasta", "pasta.avx2", "passt"];

    private readonly string? _file = look.Records.GetValueOrDefault(module)?.EnvironmentFile;

    private readonly HashSet<string> _variables =
        look.Holdings.TryGetValue(module, out var holding) ? [.. look.Node.Variables(holding).Select(variable => $"{variable.Key}={variable.Value}")] : [];

    // Whether a process shows one of the signs, or nothing can be told from it.
    public bool Show(SocketOwner owner) =>
        Forwarders.Contains(owner.Program)
        || (owner.Group.UnitUser is { } user && look.Host.User(module)?.Id == user)
        || (owner.Group.Unit is { } unit && (IsNamed(unit) || units.Any(line => line.Unit == unit && _file is not null && line.Names(_file, module))))
        || look.Host.Variables(owner.ProcessId).Any(_variables.Contains);

    // Whether the unit has the module's name in its own, as in mail1.service, mail1-app.service, app@mail1.service.
    private bool IsNamed(string unit)
    {
        for (var at = unit.IndexOf(module, StringComparison.Ordinal); at >= 0; at = unit.IndexOf(module, at + 1, StringComparison.Ordinal))
        {
            var end = at + module.Length;
            if ((at == 0 || !char.IsLetterOrDigit(unit[at - 1])) && (end == unit.Length || !char.IsLetterOrDigit(unit[end])))
                return true;
        }

        return false;
    }
}
