using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Nodes;

// What a command costs for each module of a node, counted in system calls, and what a long log costs in memory.
public static class ManyModulesTests
{
    private const int Modules = 500;

    // Calls that do not depend on the modules one by one: pages of the database, blocks of the output, and a folder's
    // names come many at a time.
    private const int Slack = 50;

    // What the program needs without a log, and more than ten times less than 100,000 changes at once.
    private const int MostMemory = 64_000_000;

    // Rows and files as installs leave them; each module has two TCP ports, every fourth one also a UDP port.
    private const string AddModules = """
        import os, sqlite3, sys
        state, count = sys.argv[1], int(sys.argv[2])
        database = sqlite3.connect(state + "/ports.sqlite")
        for i in range(1, count + 1):
            name, tcp, udp = f"m{i}", 20001 + 2 * i, 20001 + i
            text = f"TCP_PORT={tcp}\nTCP_PORTS={tcp},{tcp + 1}\nTCP_PORTS_RANGE={tcp}-{tcp + 1}\n"
            database.execute("INSERT INTO TCP_PORTS VALUES (?, ?, ?)", (tcp, tcp + 1, name))
            if i % 4 == 0:
                database.execute("INSERT INTO UDP_PORTS VALUES (?, ?, ?)", (udp, udp, name))
                text += f"UDP_PORT={udp}\n"
            database.execute(
                "INSERT INTO labelhook_modules SELECT ?, image, image_id, 2, ?, authorizations, ?, image_created"
                " FROM labelhook_modules WHERE module = 'm0'", (name, int(i % 4 == 0), f"modules/{name}/environment"))
            os.makedirs(f"{state}/modules/{name}")
            with open(f"{state}/modules/{name}/environment", "w") as file:
                file.write(text)
        database.commit()
        """;

    private const string AddChanges = """
        import sqlite3, sys
        database = sqlite3.connect(sys.argv[1] + "/ports.sqlite")
        database.executemany(
            "INSERT INTO labelhook_log (time, protocol, start, end, module, is_allocated) VALUES (1, 'tcp', ?, ?, 'm0', ?)",
            ((20001 + i % 100, 20001 + i % 100, i % 2) for i in range(100000)))
        database.commit()
        """;

    // Four calls read a file: openat2, statx, read, close. A check also looks for files without a record.
    [Theory]
    [InlineData(4, "list")]
    [InlineData(4, "list", "--json")]
    [InlineData(5, "check")]
    [InlineData(5, "metrics")]
    [InlineData(0, "map")]
    [InlineData(0, "status")]
    [InlineData(0, "who", "m0")]
    [InlineData(0, "log")]
    public static async Task A_command_makes_few_system_calls_for_each_module(int most, params string[] command)
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("strace", "strace");
        await using var few = await StartAsync(0);
        await using var many = await StartAsync(Modules);

        var calls = await CountAsync(many, command) - await CountAsync(few, command);

        Assert.InRange(calls, int.MinValue, (most * Modules) + Slack);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("log", "--json")]
    public static async Task A_long_log_needs_little_memory(params string[] command)
    {
        RealPart.RequireProgram("prlimit", "util-linux");
        await using var node = await StartAsync(0);
        await new Command("python3").OutputAsync("-c", AddChanges, node.State);

        var result = await new Command("prlimit").RunAsync(
            [$"--data={MostMemory}", LabelHookProgram.Command.Program, .. command, "--state", node.State]);

        Assert.Equal(100_001, CountChanges(result.Succeeded().Output));
    }

    private static int CountChanges(string output) => output.Contains("\"changes\":", StringComparison.Ordinal)
        ? output.Split("{\"time\":").Length - 1
        : output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;

    private static async Task<Node> StartAsync(int modules)
    {
        var node = new Node();
        await using var folder = new TemporaryFolder();
        await node.InstallAsync("m0", folder.Write("two.yaml", "labels:\n  org.nethserver.tcp-ports-demand: 2\n"));
        await new Command("python3").OutputAsync("-c", AddModules, node.State, $"{modules}");
        return node;
    }

    // Without those of the runtime, which depend on the memory.
    private static async Task<int> CountAsync(Node node, string[] command)
    {
        await using var folder = new TemporaryFolder();
        var run = await new Command("strace").RunAsync(
            [
                "-f", "-qq", "-o", folder["trace"], "-e", "trace=%file,%desc,geteuid", "-e", "signal=none",
                LabelHookProgram.Command.Program, .. command, "--state", node.State,
            ]);
        Assert.InRange(run.ExitCode, 0, 1); // a check may find something on this host
        var trace = await File.ReadAllLinesAsync(folder["trace"], TestContext.Current.CancellationToken);
        return trace.Count(line => !line.Contains(" mmap(", StringComparison.Ordinal));
    }
}
