namespace LabelHook.Database;

internal static class DatabaseWarnings
{
    public static string InvalidRow(Protocol protocol, RawRow row) =>
        $"ignored a row of the ports database that is not a port range: {row.Start}-{row.End}/{protocol.Lower()} of {row.Owner}";

    // Rows that were written before the triggers stood: neither is touched, and no port of them is given again.
    public static IEnumerable<string> Overlaps(Protocol protocol, IEnumerable<AllocationRow> held)
    {
        AllocationRow? reach = null; // of the rows so far, the one that reaches farthest
        foreach (var row in held.OrderBy(row => row.Ports.Start))
        {
            if (reach is { } other && other.Ports.Overlaps(row.Ports))
                yield return $"{protocol.Lower()} ports {row.Ports} of {row.Module} overlap {other.Ports} of {other.Module} and were not changed";
            if (reach is null || row.Ports.End > reach.Value.Ports.End)
                reach = row;
        }
    }
}
