
namespace LabelHook.Acceptance.Ns8;

// A node of NS8 without LabelHook, as modules see it: permissions, the quota, and the lowest free block.
public sealed class ReferenceNode
{
    private const int First = 20000;

    private readonly List<(string Protocol, int Start, int End, string Module)> _rows = [];

    private readonly Dictionary<(string Protocol, string Module), int> _demands = [];

    // By module, the oldest first.
    public string Rows(string protocol) => string.Join('\n', _rows
        .Where(row => row.Protocol == protocol)
        .OrderBy(row => row.Module, StringComparer.Ordinal)
        .Select(row => $"{row.Start}|{row.End}|{row.Module}"));

    public void Demand(string module, int tcp, int udp) =>
        (_demands[("tcp", module)], _demands[("udp", module)]) = (tcp, udp);

    public void Add(string module)
    {
        foreach (var protocol in (string[])["tcp", "udp"])
        {
            if (_demands[(protocol, module)] is > 0 and var demand)
                Place(protocol, module, demand, keep: false);
        }
    }

    public void Remove(string module)
    {
        _rows.RemoveAll(row => row.Module == module || row.Module == module + "_rsync");
        _demands.Remove(("tcp", module));
        _demands.Remove(("udp", module));
    }

    public (int ExitCode, string Output) Allocate(string? user, string protocol, string module, int count, bool keep)
    {
        if (user is not "" && user != "module/" + module)
            return (
                32,
                $$"""[{"field":"module_id","parameter":"module_id","value":"{{module}}","error":"module_permission_denied"}]""");
        var wanted = count + (keep ? _rows.Where(row => row.Protocol == protocol && row.Module == module)
            .Sum(row => row.End - row.Start + 1) : 0);
        if (user is not "" && wanted > _demands.GetValueOrDefault((protocol, module)))
            return (
                33,
                $$"""[{"field":"ports","parameter":"ports","value":{{count.ToString()}},"error":"max_ports_exceeded"}]""");
        if (count < 1)
            return (1, "");
        var start = Place(protocol, module, count, keep);
        return (0, $"[{start},{start + count - 1}]");
    }

    public (int ExitCode, string Output) Deallocate(string? user, string protocol, string module)
    {
        if (user is not "" && user != "module/" + module)
            return (1, "");
        var freed = _rows.Where(row => row.Protocol == protocol && row.Module == module)
            .Select(row => $"[{row.Start},{row.End}]");
        var output = $"[{string.Join(',', freed)}]";
        _rows.RemoveAll(row => row.Protocol == protocol && row.Module == module);
        return (0, output);
    }

    private int Place(string protocol, string module, int count, bool keep)
    {
        if (!keep)
            _rows.RemoveAll(row => row.Protocol == protocol && row.Module == module);
        var start = First;
        foreach (var row in _rows.Where(row => row.Protocol == protocol).OrderBy(row => row.Start))
        {
            if (row.Start >= start + count)
                break;
            start = row.End + 1;
        }

        _rows.Add((protocol, start, start + count - 1, module));
        return start;
    }
}
