namespace LabelHook.Acceptance.Faults;

// A command for a node and the state before it: a shell script in the folder of the node, in which `labelhook` runs the
// program on it.
public sealed record Scenario(string Before, string Command)
{
    private const string Module = "labelhook install m1 small.yaml --env-file home/environment";

    // A ports database made by NS8's own code, with a module in it.
    private const string Ns8 = """
        sqlite3 state/ports.sqlite '
            CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
            CREATE TABLE UDP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
            INSERT INTO TCP_PORTS VALUES (20001, 20003, "m2"), (20004, 20004, "m3")'
        """;

    // What version 1 of the schema did not have, and what it had instead.
    private const string Version1 = """
        sqlite3 state/ports.sqlite "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger' AND (name LIKE '%/_since/_%' ESCAPE '/' OR name LIKE '%/_gap/_%' ESCAPE '/' OR name LIKE '%/_log/_%' ESCAPE '/')" >newer.sql
        sqlite3 state/ports.sqlite <newer.sql
        sqlite3 state/ports.sqlite '
            ALTER TABLE labelhook_modules DROP COLUMN image_created;
            ALTER TABLE labelhook_schema DROP COLUMN log_start;
            DROP TABLE labelhook_log; DROP TABLE labelhook_since; DROP TABLE labelhook_images; DROP TABLE labelhook_gaps; DROP TABLE labelhook_odd; DROP TABLE labelhook_leases;
            CREATE INDEX labelhook_tcp_ports ON TCP_PORTS (start, end); CREATE INDEX labelhook_udp_ports ON UDP_PORTS (start, end);
            UPDATE labelhook_schema SET version = 1'
        """;

    // One row a scenario: every sweep runs all of them.
    public static readonly IReadOnlyDictionary<string, Scenario> All =
        new Dictionary<string, Scenario>(StringComparer.Ordinal)
        {
            ["install on an empty node"] = new("", "install m1 small.yaml --env-file home/environment"),
            ["install below the state folder"] = new("", "install m1 small.yaml"),
            ["install of a block that grows in its place"] = new(Module, "install m1 large.yaml"),
            ["install of a block that has to move"] = new(
                $"{Module}; labelhook install m2 small.yaml", "install m1 large.yaml"),
            ["install without a demand any more"] = new(Module, "install m1 none.yaml"),
            ["install --reset of what was given back and taken"] = new(
                $"{Module}; labelhook allocate m1 1 --protocol tcp; labelhook allocate m1 3 --protocol tcp "
                + "--keep-existing; labelhook allocate m1 2 --protocol udp",
                "install m1 small.yaml --reset"),
            ["install --reset of a block that has to move"] = new(
                $"{Module}; labelhook allocate m1 1 --protocol tcp; labelhook claim m2 20002 --protocol tcp; labelhook "
                + "allocate m1 1 --protocol tcp --keep-existing",
                "install m1 large.yaml --reset"),
            ["install beside a line of another program"] = new(
                $"{Module}; echo FOREIGN=1 >>home/environment", "install m1 large.yaml"),
            ["remove"] = new($"{Module}; labelhook install m2 small.yaml", "remove m1"),
            ["remove beside a line of another program"] = new($"{Module}; echo FOREIGN=1 >>home/environment", "remove m1"),
            ["allocate"] = new($"{Module}; labelhook install m2 small.yaml", "allocate m1 5 --protocol tcp"),
            ["allocate without an environment file"] = new(Module, "allocate m3 5 --protocol udp"),
            ["allocate --keep-existing"] = new(Module, "allocate m1 3 --protocol tcp --keep-existing") { Adds = true },
            ["deallocate"] = new(Module, "deallocate m1 --protocol tcp"),
            ["move"] = new($"{Module}; labelhook install m2 small.yaml", "move m1 --protocol tcp --to 20006"),
            ["move onto a part of the same ports"] = new(Module, "move m1 --protocol tcp --to 20002"),
            ["install with fixed first ports"] = new(Module, "install m1 large.yaml --tcp-port 20002 --udp-port 20009"),
            ["claim"] = new(
                "labelhook install m1 none.yaml --env-file home/environment", "claim m1 30001-30004 --protocol tcp"),
            ["reserve"] = new(Module, "reserve 20002-20009 --protocol udp --reason camera"),
            ["unreserve"] = new(
                $"{Module}; labelhook reserve 20005-20009 --protocol udp --reason camera",
                "unreserve 20006-20007 --protocol udp"),
            ["adopt"] = new(
                "labelhook install m1 small.yaml; labelhook install m2 large.yaml; rm state/ports.sqlite "
                + "state/ports.sqlite.lock",
                "adopt"),
            // One with TCP and one with UDP ports: an image that fails takes no ports that the next one would get.
            ["scan of new images"] = new(Module, "scan") { IsOneByOne = true },
            ["scan of changed labels and a rejected image"] =
            new($"labelhook scan; {Module}; ln -sfn later images", "scan") { IsOneByOne = true, ExitCode = 1 },
            ["scan of many images"] = new("labelhook scan; ln -sfn many images", "scan") { IsOneByOne = true },
            ["upgrade from version 1 of the schema"] = new($"{Module}; {Version1}", "install m1 large.yaml"),
            ["upgrade of NS8's own database"] = new(Ns8, "install m1 small.yaml --env-file home/environment"),
        };

    // LABELHOOK_SCENARIO selects one.
    public static TheoryData<string> Names =>
        Environment.GetEnvironmentVariable("LABELHOOK_SCENARIO") is { Length: > 0 } name ? [name] : [.. All.Keys];

    // Whether it does its work again when it is run again.
    public bool Adds { get; init; }

    // Whether it changes several modules, one after the other.
    public bool IsOneByOne { get; init; }

    // The exit code if undisturbed.
    public int ExitCode { get; init; }

    public IReadOnlyList<string> Arguments => Command.Split(' ');
}
