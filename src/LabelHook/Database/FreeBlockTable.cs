namespace LabelHook.Database;

// The free blocks of each protocol, which triggers keep up to date.
internal sealed class FreeBlockTable(DatabaseFile file)
{
    // Whether the table is there, and no rows overlap.
    public bool IsReliable(Protocol protocol) => file.Version >= PortsSchema.FreeBlocks
        && file.Scalar("SELECT 1 FROM labelhook_odd WHERE protocol = $1", protocol.Lower()) is null;

    // Returns: the lowest free block of that size that starts at from or after it.
    public PortRange? FindLowest(Protocol protocol, int count, int from)
    {
        const string Select = """
            SELECT start FROM labelhook_gaps WHERE protocol = $1 AND end >= $2 AND end - start >= $3 ORDER BY start LIMIT 1
            """;
        return file.Scalar(Select, protocol.Lower(), from + count - 1, count - 1) is long start
            ? PortRange.FromStart(Math.Max((int)start, from), count)
            : null;
    }

    // Returns: the free block that a port is in.
    public PortRange? FindAround(Protocol protocol, int port)
    {
        const string Select = """
            SELECT start, end FROM labelhook_gaps WHERE protocol = $1 AND start <= $2 ORDER BY start DESC LIMIT 1
            """;
        return file.Rows(Select, protocol.Lower(), port) is [[long start, long end]] && end >= port
            ? PortRange.FromBounds((int)start, (int)end)
            : null;
    }
}
