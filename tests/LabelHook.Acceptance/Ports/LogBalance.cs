namespace LabelHook.Acceptance.Ports;

// Holds the log against the rows: what an owner got and did not lose is what it has.
public static class LogBalance
{
    // before: The rows when the log began.
    public static IEnumerable<string> Errors(
        IEnumerable<(string Owner, long Start, long End)> before,
        IEnumerable<(string Owner, long Start, long End, bool IsAllocated)> log,
        IEnumerable<(string Owner, long Start, long End)> rows)
    {
        var balance = new Dictionary<(string Owner, long Port), int>();
        foreach (var (owner, start, end) in before)
            Add(owner, start, end, 1);
        foreach (var (owner, start, end, isAllocated) in log)
            Add(owner, start, end, isAllocated ? 1 : -1);
        foreach (var (owner, start, end) in rows)
            Add(owner, start, end, -1);
        return balance.Where(port => port.Value != 0)
            .Select(port => $"the log has {port.Value:+0;-0} of port {port.Key.Port} of {port.Key.Owner}");

        void Add(string owner, long start, long end, int count)
        {
            for (var port = start; port <= end; port++)
                balance[(owner, port)] = balance.GetValueOrDefault((owner, port)) + count;
        }
    }
}
