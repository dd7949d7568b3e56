using LabelHook.Adoptions;
using LabelHook.Checks;
using LabelHook.Host;
using LabelHook.Images;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Scans;
using Microsoft.Data.Sqlite;

namespace LabelHook.Tests.Nodes;

// A state folder that is moved, copied or restored to another path goes on where it was.
public sealed class MovedStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static ModuleName One { get; } = ModuleName.Parse("one");

    private string Before => _folder["before"];

    private string After => _folder["after"];

    [Fact]
    public void Nothing_needs_repair_after_a_move()
    {
        Install(Before, 2);
        Directory.Move(Before, After);

        Assert.Equal((EnvironmentState.Written, Place(After)), State(After));
        Assert.Empty(new Check(Node(After), () => new HostState(_folder["host"])).Run(repair: false).Findings);
        Assert.True(new Adoption(Node(After), null, []).Plan().IsEmpty);
        Assert.Equal("20001", new ModuleVariables(Node(After)).Read(One, all: true, out _)["TCP_PORT"]);
        Assert.False(Install(After, 2).Changed);
        Assert.Equal(Place(After), Install(After, 3).EnvironmentFile);
        Assert.Contains("TCP_PORTS=20001,20002,20003", File.ReadAllText(Place(After)), StringComparison.Ordinal);
        Assert.Equal(Place(After), new Remover(Node(After)).Remove(One)?.EnvironmentFile);
        Assert.False(Directory.Exists(Before));
    }

    [Fact]
    public void A_scan_remembers_what_it_saw_before_a_move()
    {
        Assert.Single(
            new Scan(Node(Before), new Store()).Run(
                untilStable: false, TestContext.Current.CancellationToken).Installed);
        Directory.Move(Before, After);

        Assert.Empty(
            new Scan(Node(After), new Store()).Run(
                untilStable: false, TestContext.Current.CancellationToken).Installed);
        Assert.False(Directory.Exists(Before));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_original_of_a_copied_state_folder_is_not_changed(bool recordedInFull)
    {
        Install(Before, 2);
        if (recordedInFull)
            RecordInFull(Before, Place(Before));
        Copy();
        var original = File.ReadAllText(Place(Before));

        Install(After, 3);
        new PortRequests(Node(After)).Allocate(One, 4, Protocol.Tcp, keepExisting: false);

        Assert.Equal(original, File.ReadAllText(Place(Before)));
        Assert.Contains("TCP_PORTS=20001,20002,20003,20004", File.ReadAllText(Place(After)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_with_paths_of_the_old_location_is_recognized_and_updated()
    {
        Install(Before, 2);
        RecordInFull(Before, Place(Before));
        Directory.Move(Before, After);

        Assert.Equal((EnvironmentState.Written, Place(After)), State(After));
        Assert.Equal(Place(Before), Recorded(After));
        Install(After, 3);

        Assert.Equal("modules/one/environment", Recorded(After));
        Assert.False(Directory.Exists(Before));
    }

    [Fact]
    public void A_missing_file_of_a_moved_module_is_written_in_the_new_location()
    {
        Install(Before, 2);
        RecordInFull(Before, Place(Before));
        Directory.Move(Before, After);
        Directory.Delete(Path.GetDirectoryName(Place(After))!, recursive: true);

        Install(After, 2);

        Assert.True(File.Exists(Place(After)));
        Assert.False(Directory.Exists(Before));
    }

    [Fact]
    public void A_database_elsewhere_follows_the_move_of_the_state_folder()
    {
        var settings = new NodeSettings { AvoidInUse = false, Database = _folder["databases/ports.sqlite"] };
        Install(Before, 2, settings);
        Directory.Move(Before, After);

        Assert.Equal(Place(After), Install(After, 3, settings).EnvironmentFile);
        Assert.False(Directory.Exists(Before));
    }

    [Fact]
    public void A_state_folder_that_still_exists_keeps_its_files()
    {
        var settings = new NodeSettings { AvoidInUse = false, Database = _folder["databases/ports.sqlite"] };
        Install(Before, 2, settings);

        Assert.Equal(Place(Before), Install(After, 3, settings).EnvironmentFile);
        Assert.False(Directory.Exists(After));
    }

    [Fact]
    public void A_file_elsewhere_stays_there_and_a_missing_folder_is_reported()
    {
        Directory.CreateDirectory(_folder["home"]);
        Install(Before, 2, place: _folder["home/environment"]);
        Directory.Move(Before, After);

        Assert.Equal(_folder["home/environment"], Install(After, 3).EnvironmentFile);
        Directory.Move(_folder["home"], _folder["newhome"]);
        var problem = Assert.Throws<LabelHookException>(() => Install(After, 4)).Problem;

        Assert.Equal("LH4021", problem.Code);
        Assert.Contains("--env-file", problem.Message, StringComparison.Ordinal);
        Assert.Throws<LabelHookException>(
            () => new PortRequests(Node(After)).Allocate(One, 1, Protocol.Udp, keepExisting: false));
        Assert.Equal(
            _folder["newhome/environment"], Install(After, 4, place: _folder["newhome/environment"]).EnvironmentFile);
        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public void One_path_belongs_to_one_module_however_it_is_recorded()
    {
        Install(Before, 2);
        Directory.Move(Before, After);

        var shared = Assert.Throws<LabelHookException>(
            () => new Installer(Node(After)).Install(ModuleName.Parse("two"), Image(1), Place(After)));

        Assert.Equal("LH4007", shared.Problem.Code);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Store : IImageSource
    {
        public string Name => "a store";

        public ModuleImage? Inspect(string image) => throw new NotSupportedException();

        public IReadOnlyList<InstalledImage> List() => [new InstalledImage(Image(1))];
    }

    private static string Place(string state) => Path.Join(state, "modules/one/environment");

    private static Node Node(string state, NodeSettings? settings = null) =>
        new(settings ?? new NodeSettings { AvoidInUse = false }, state, TimeSpan.FromSeconds(5));

    private static InstallResult Install(string state, int tcp, NodeSettings? settings = null, string? place = null) =>
        new Installer(Node(state, settings)).Install(One, Image(tcp), place);

    private static ModuleImage Image(int tcp) =>
        new(
            "example/image:1",
            "sha256:0",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["org.nethserver.tcp-ports-demand"] = $"{tcp}" });

    private static (EnvironmentState State, string? File) State(string state)
    {
        var listing = Assert.Single(new ModuleList(Node(state)).Read(null, out _));
        return (listing.Environment, listing.Record?.EnvironmentFile);
    }

    private void Copy()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place(After))!);
        foreach (var file in (string[])["ports.sqlite", "ports.sqlite.lock", "modules/one/environment"])
            File.Copy(Path.Join(Before, file), Path.Join(After, file));
    }

    // What version 2 of the schema did.
    private static void RecordInFull(string state, string path) => Scalar(
        state,
        $"""
        UPDATE labelhook_modules SET environment_file = '{path}';
        ALTER TABLE labelhook_modules DROP COLUMN image_created;
        DROP TRIGGER labelhook_tcp_log_insert; DROP TRIGGER labelhook_tcp_log_update; DROP TRIGGER labelhook_tcp_log_delete;
        DROP TRIGGER labelhook_udp_log_insert; DROP TRIGGER labelhook_udp_log_update; DROP TRIGGER labelhook_udp_log_delete;
        DROP TABLE labelhook_log;
        DROP TABLE labelhook_leases;
        ALTER TABLE labelhook_schema DROP COLUMN log_start;
        UPDATE labelhook_schema SET version = 2;
        """);

    private static object? Recorded(string state) => Scalar(state, "SELECT environment_file FROM labelhook_modules");

    private static object? Scalar(string state, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Join(state, "ports.sqlite")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
