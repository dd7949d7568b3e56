namespace LabelHook.Acceptance.Ports;

// A registry that the program must neither use nor touch, made from a good one by a script that runs in the state
// folder.
public static class BadState
{
    private const string SeededBytes = "import random, sys; sys.stdout.buffer.write(random.Random(1).randbytes(20000))";

    public static readonly IReadOnlyDictionary<string, string> All =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["cut off after 1 byte"] = "truncate --size=1 ports.sqlite",
            ["cut off after the header of 100 bytes"] = "truncate --size=100 ports.sqlite",
            ["cut off after a sector"] = "truncate --size=512 ports.sqlite",
            ["cut off after a page"] = "truncate --size=4096 ports.sqlite",
            ["cut off before the last byte"] = "truncate --size=-1 ports.sqlite",
            ["any bytes"] = $"python3 -c '{SeededBytes}' >ports.sqlite",
            ["any bytes after a good header"] =
            $"head --bytes=100 ports.sqlite >head; python3 -c '{SeededBytes}' >tail; cat head tail >ports.sqlite; rm "
                + "head tail",
            ["a text"] = "seq 5000 >ports.sqlite",
            ["a database of another application"] =
            "rm ports.sqlite; sqlite3 ports.sqlite 'CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES (1)'",
            ["tables of the right names and another shape"] =
            "rm ports.sqlite; sqlite3 ports.sqlite 'CREATE TABLE TCP_PORTS (port); CREATE TABLE UDP_PORTS (port)'",
            ["made by a newer version"] = "sqlite3 ports.sqlite 'UPDATE labelhook_schema SET version = 999'",
            ["empty though a module has ports"] = ": >ports.sqlite",
            ["missing though a module has ports"] = "rm ports.sqlite",
            ["a directory"] = "rm ports.sqlite; mkdir ports.sqlite",
            ["a FIFO"] = "rm ports.sqlite; mkfifo ports.sqlite",
        };
}
