using LabelHook.Host;
using LabelHook.Sockets;

namespace LabelHook.Checks;

// Recognizes the processes of one module.
internal sealed class ProcessMatcher(CheckContext context, string module)
{
    // Programs that hold ports for containers without saying for which.
    private static readonly string[] Forwarders =
        ["docker-proxy", "conmon", "rootlessport", "exe", "slirp4netns", "pasta", "pasta.avx2", "passt"];

    private readonly string? _file = context.Records.GetValueOrDefault(module)?.EnvironmentFile;

    private readonly HashSet<string> _variables = Variables(context, module);

    // Whether the process shows a sign of the module, or cannot show one.
    public bool MayBelong(SocketOwner owner)
    {
        if (Forwarders.Contains(owner.Program))
            return true;
        if (owner.Group.UnitUser is { } user && context.Host.User(module)?.Id == user)
            return true;
        if (owner.Group.Unit is { } unit && (HasModuleName(unit) || context.UnitsNamed(unit).Any(LoadsFile)))
            return true;
        return context.Host.Variables(owner.ProcessId).Any(_variables.Contains);
    }

    private static HashSet<string> Variables(CheckContext context, string module)
    {
        if (!context.Holdings.TryGetValue(module, out var holding))
            return [];
        return [.. context.Node.Variables(holding).Select(variable => $"{variable.Key}={variable.Value}")];
    }

    private bool LoadsFile(UnitLine line) => _file is not null && line.Loads(_file, module);

    // As in mail1.service, mail1-app.service and app@mail1.service, but not in mail11.service.
    private bool HasModuleName(string unit)
    {
        var at = unit.IndexOf(module, StringComparison.Ordinal);
        while (at >= 0)
        {
            var end = at + module.Length;
            var startsWord = at == 0 || !char.IsLetterOrDigit(unit[at - 1]);
            var endsWord = end == unit.Length || !char.IsLetterOrDigit(unit[end]);
            if (startsWord && endsWord)
                return true;
            at = unit.IndexOf(module, at + 1, StringComparison.Ordinal);
        }

        return false;
    }
}
