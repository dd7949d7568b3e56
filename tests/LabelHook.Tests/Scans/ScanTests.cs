using LabelHook.Adoptions;
using LabelHook.Images;
using LabelHook.Images.Stores;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Scans;
using Microsoft.Data.Sqlite;

namespace LabelHook.Tests.Scans;

public sealed class ScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImageStore _store = new();
    private NodeSettings _settings = new() { AvoidInUse = false, Band = PortBand.Create(20001, 20020) };

    private Installer Installer => new(Node);

    private ModuleList ModuleList => new(Node);

    private Remover Remover => new(Node);

    private string Modules => string.Join(", ", ModuleList.Read(null, out _).Select(module => $"{module.Module} {string.Join('+', module.Blocks.Of(Protocol.Tcp))} {module.Record?.Image}"));

    private Node Node => new(_settings, _folder.Path, TimeSpan.FromSeconds(5));

    [Fact]
    public void Every_new_image_becomes_the_first_instance_of_its_module()
    {
        _store.Add("ghcr.io/nethserver/mail:1.0", "a", tcp: "2");
        _store.Add("localhost/web:latest", "b", tcp: "1");

        var result = Scan();

        Assert.Equal(["mail1", "web1"], result.Installed.Select(module => module.Record.Module));
        Assert.Equal("mail1 20001-20002 ghcr.io/nethserver/mail:1.0, web1 20003 localhost/web:latest", Modules);
    }

    [Fact]
    public void An_image_under_the_temporary_name_of_a_build_makes_no_module()
    {
        _store.Add($"docker.io/library/{new string('e', 64)}-tmp:latest", "a", tcp: "2");
        _store.Add($"localhost/{new string('e', 63)}-tmp:latest", "b", tcp: "1");

        var result = Scan();

        Assert.Equal([$"{new string('e', 63)}-tmp1"], result.Installed.Select(module => module.Record.Module));
        Assert.Equal(1, result.Images);
    }

    [Fact]
    public void A_second_scan_does_nothing_and_writes_nothing()
    {
        _store.Add("localhost/web:1", "a", tcp: "2");
        _store.Add("localhost/bad:1", "b", tcp: "-1");
        Scan();
        var before = File.GetLastWriteTimeUtc(_folder["ports.sqlite"]);

        var result = Scan();

        Assert.Empty(result.Installed);
        Assert.Empty(result.Refused);
        Assert.Equal(before, File.GetLastWriteTimeUtc(_folder["ports.sqlite"]));
    }

    [Fact]
    public void A_new_tag_of_a_repository_updates_its_module()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        Scan();
        _store.Add("localhost/web:2", "b", tcp: "3");

        Assert.Single(Scan().Installed);
        Assert.Equal("web1 20001-20003 localhost/web:2", Modules);
    }

    [Fact]
    public void Of_several_new_tags_the_newest_image_counts()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        _store.Add("localhost/web:2", "b", tcp: "2");
        _store.Add("localhost/web:3", "c", tcp: "3");

        Assert.Single(Scan().Installed);
        Assert.Equal("web1 20001-20003 localhost/web:3", Modules);
    }

    [Fact]
    public void A_tag_that_moves_to_another_image_is_new()
    {
        _store.Add("localhost/web:latest", "a", tcp: "1");
        Scan();
        _store.Remove("localhost/web:latest");
        _store.Add("localhost/web:latest", "b", tcp: "2");

        Scan();

        Assert.Equal("web1 20001-20002 localhost/web:latest", Modules);
    }

    [Fact]
    public void An_image_that_goes_takes_no_port_away_and_is_new_when_it_comes_again()
    {
        _store.Add("localhost/web:1", "a", tcp: "2");
        Scan();
        _store.Remove("localhost/web:1");

        Scan();
        Assert.Equal("web1 20001-20002 localhost/web:1", Modules);

        Remover.Remove(ModuleName.Parse("web1"));
        _store.Add("localhost/web:1", "a", tcp: "2");
        Assert.Single(Scan().Installed);
    }

    [Fact]
    public void A_module_that_was_removed_stays_removed_while_its_image_stays()
    {
        _store.Add("localhost/web:1", "a", tcp: "2");
        Scan();
        Remover.Remove(ModuleName.Parse("web1"));

        Scan();

        Assert.Equal("", Modules);
    }

    [Fact]
    public void A_refused_image_stops_no_other_and_is_told_once()
    {
        _store.Add("localhost/bad:1", "a", tcp: "many");
        _store.Add("localhost/web:1", "b", tcp: "1");

        var first = Scan();

        Assert.Equal(
            "image \"localhost/bad:1\" was not installed as bad1, which keeps what it has: label org.nethserver.tcp-ports-demand is \"many\"; accepted: a whole number from 0 to 20",
            Assert.Single(first.Refused).Message);
        Assert.Equal("web1 20001 localhost/web:1", Modules);
        Assert.Empty(Scan().Refused);
    }

    [Fact]
    public void Labels_that_become_nonsense_leave_the_module_what_it_has()
    {
        _store.Add("localhost/web:1", "a", tcp: "2");
        Scan();
        _store.Add("localhost/web:2", "b", tcp: "2x");

        Assert.Single(Scan().Refused);
        Assert.Equal("web1 20001-20002 localhost/web:1", Modules);
    }

    [Fact]
    public void What_was_refused_is_tried_again_and_gives_way_to_what_is_new()
    {
        _store.Add("localhost/big:1", "a", tcp: "15");
        _store.Add("localhost/web:1", "b", tcp: "10");
        Assert.Single(Scan().Refused);
        Remover.Remove(ModuleName.Parse("big1"));

        Assert.Equal(["web1"], Scan().Installed.Select(module => module.Record.Module));

        _store.Add("localhost/web:2", "c", tcp: "99");
        Assert.Single(Scan().Refused);
        _store.Add("localhost/web:3", "d", tcp: "3", ImageStore.Start.AddMinutes(2));
        Assert.Equal("localhost/web:3", Assert.Single(Scan().Installed).Record.Image);
    }

    [Fact]
    public void What_was_done_before_the_registry_failed_is_told_beside_the_failure()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        Scan();
        Refuse("NEW.module = 'late1'");
        _store.Add("localhost/mail:1", "b", tcp: "1");
        _store.Add("localhost/late:1", "c", tcp: "1");

        var result = Scan();

        Assert.Equal("mail1", Assert.Single(result.Installed).Record.Module);
        Assert.Contains("refused the change: no", result.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal("mail1 20002 localhost/mail:1, web1 20001 localhost/web:1", Modules);
    }

    [Fact]
    public void A_registry_that_fails_before_anything_was_done_is_an_error()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        Scan();
        Refuse("NEW.module = 'mail1'");
        _store.Add("localhost/mail:1", "b", tcp: "1");

        Assert.Contains("refused the change: no", Assert.Throws<LabelHookException>(() => Scan()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_whose_ports_changed_before_its_file_could_not_follow_is_not_said_to_keep_what_it_has()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        Scan();
        _store.Add("localhost/web:2", "b", tcp: "2");

        var refusal = Assert.Single((await ScanWhileAFileIsTakenAway("modules/web1")).Refused).Message;

        Assert.Equal("web1 20001-20002 localhost/web:2", Modules);
        Assert.StartsWith("image \"localhost/web:2\" was not installed in full as web1: environment file", refusal, StringComparison.Ordinal);
        Assert.EndsWith("the ports database was already changed, see 'labelhook list web1'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_changed_in_part_is_told_though_the_registry_fails_afterwards()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        Scan();
        Refuse("NEW.module = 'late1'");
        _store.Add("localhost/web:2", "b", tcp: "2");
        _store.Add("localhost/bad:1", "c", tcp: "many");
        _store.Add("localhost/late:1", "d", tcp: "1");

        var result = await ScanWhileAFileIsTakenAway("modules/web1");

        Assert.Contains("not installed in full as web1", Assert.Single(result.Refused).Message, StringComparison.Ordinal);
        Assert.NotNull(result.Failure);
    }

    [Fact]
    public void A_module_whose_file_cannot_be_replaced_keeps_what_it_has()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        Scan();
        _folder.Write("modules/web1/.environment.labelhook/in-the-way", "");
        _store.Add("localhost/web:2", "b", tcp: "2");

        var refusal = Assert.Single(Scan().Refused).Message;

        Assert.Equal("web1 20001 localhost/web:1", Modules);
        Assert.StartsWith("image \"localhost/web:2\" was not installed as web1, which keeps what it has: environment file", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_image_stops_no_other()
    {
        _store.Images.Add(new InstalledImage(new ModuleImage("localhost/torn:1", "t", new Dictionary<string, string>()), StoreProblems.Unreadable("the store", "localhost/torn:1", "it is torn")));
        _store.Add("localhost/web:1", "b", tcp: "1");

        Assert.Single(Scan().Refused);
        Assert.Empty(Scan().Refused);
        Assert.Equal("web1 20001 localhost/web:1", Modules);
    }

    [Fact]
    public void Two_repositories_of_one_name_do_not_fight_for_a_module()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        _store.Add("ghcr.io/other/web:1", "b", tcp: "2");

        var refusal = Assert.Single(Scan().Refused);

        Assert.Equal("image \"ghcr.io/other/web:1\" would be module web1, which is made of \"localhost/web\"; accepted: a module of its own under modules: in the configuration", refusal.Message);
        Assert.Equal("web1 20001 localhost/web:1", Modules);
    }

    [Fact]
    public void A_module_of_which_no_image_is_known_becomes_that_of_its_image_and_keeps_its_ports()
    {
        _folder.Write("modules/web1/environment", "TCP_PORT=20007\n");
        new Adoption(Node, null, []).Apply();
        _store.Add("localhost/mail:1", "a", tcp: "1");
        _store.Add("localhost/web:1", "b", tcp: "1");

        Assert.Empty(Scan().Refused);

        Assert.Equal("mail1 20001 localhost/mail:1, web1 20007 localhost/web:1", Modules);
    }

    [Fact]
    public void The_configuration_says_which_module_a_repository_is_for()
    {
        _settings = _settings with { Modules = new Dictionary<string, ModuleName> { ["ghcr.io/other/web"] = ModuleName.Parse("shop") } };
        _store.Add("localhost/web:1", "a", tcp: "1");
        _store.Add("ghcr.io/other/web:1", "b", tcp: "2");

        Assert.Empty(Scan().Refused);
        Assert.Equal("shop 20002-20003 ghcr.io/other/web:1, web1 20001 localhost/web:1", Modules);
    }

    [Fact]
    public void A_repository_that_was_installed_by_hand_under_another_name_gets_no_second_module()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        Installer.Install(ModuleName.Parse("web7"), _store.Images[0].Image, null, dryRun: false);

        Scan();

        Assert.Equal("web7 20001 localhost/web:1", Modules);
    }

    [Fact]
    public void What_comes_during_a_scan_is_seen_before_it_ends()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        _store.AfterLook = look =>
        {
            if (look == 1)
                _store.Add("localhost/late:1", "b", tcp: "1");
        };

        Scan(untilStable: true);

        Assert.Equal("late1 20002 localhost/late:1, web1 20001 localhost/web:1", Modules);
    }

    [Fact]
    public void A_store_that_lists_the_same_images_in_another_order_each_time_is_stable()
    {
        for (var i = 0; i < 12; i++)
            _store.Add($"localhost/app{i}:1", $"{i}", tcp: "1", ImageStore.Start);
        _store.Shuffle = new Random(1);

        var result = Scan(untilStable: true);

        Assert.Equal(12, result.Installed.Count);
        Assert.Empty(result.Warnings);
        Assert.Equal(2, _store.Looks);
    }

    [Fact]
    public void A_store_that_always_changes_holds_no_scan_and_what_was_seen_is_installed()
    {
        _store.AfterLook = look => _store.Add($"localhost/app{look}:1", $"{look}", tcp: "1");

        var result = Scan(untilStable: true);

        Assert.True(result.IsUnsettled);
        Assert.Equal(9, result.Installed.Count); // the first look saw nothing
    }

    [Fact]
    public void A_scan_that_is_stopped_tells_what_it_did_and_the_next_one_goes_on()
    {
        using var stop = new CancellationTokenSource();
        _store.Add("localhost/a:1", "a", tcp: "1");
        _store.Add("localhost/b:1", "b", tcp: "1", ImageStore.Start.AddDays(1));
        var scan = new Scan(Node, _store, new Clock(new([() => _store.Add("localhost/c:1", "c", tcp: "1"), stop.Cancel])));

        var result = scan.Run(untilStable: true, stop.Token);

        Assert.True(result.IsStopped);
        Assert.Equal(["a1", "b1"], result.Installed.Select(module => module.Record.Module));
        Assert.Equal(["c1"], Scan().Installed.Select(module => module.Record.Module));
    }

    [Fact]
    public void A_store_that_does_not_answer_holds_no_scan_that_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var answer = new ManualResetEventSlim();
        _store.AfterLook = _ =>
        {
            stop.Cancel();
            answer.Wait(TestContext.Current.CancellationToken);
        };

        var result = new Scan(Node, _store).Run(untilStable: true, stop.Token);

        Assert.True(result.IsStopped);
        answer.Set();
    }

    [Fact]
    public void Two_names_of_an_image_are_one_module()
    {
        _store.Add("localhost/web:1", "a", tcp: "1");
        _store.Add("localhost/web:latest", "a", tcp: "1");

        Assert.Single(Scan().Installed);
        Assert.Empty(Scan().Installed);
    }

    [Fact]
    public void Scans_at_the_same_time_install_once_and_tell_once()
    {
        for (var i = 0; i < 8; i++)
            _store.Add($"localhost/web{i}:1", $"a{i}", tcp: i == 0 ? "x" : "1");

        var results = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ => Scan()).ToList();

        Assert.Equal(7, ModuleList.Read(null, out _).Count);
        Assert.Single(results.SelectMany(result => result.Refused));
    }

    public void Dispose() => _folder.Dispose();

    // Lets the registry refuse some records of modules.
    private void Refuse(string condition)
    {
        using var file = Database();
        Execute(file, $"CREATE TRIGGER refusal BEFORE INSERT ON labelhook_modules WHEN {condition} BEGIN SELECT RAISE(ABORT, 'no'); END");
    }

    // A reader keeps the commit waiting until the file, which is prepared by then, has gone.
    private async Task<ScanResult> ScanWhileAFileIsTakenAway(string folder)
    {
        await using var file = Database();
        Execute(file, "BEGIN");
        Execute(file, "SELECT count(*) FROM labelhook_modules");
        var scan = Task.Run(() => Scan(), TestContext.Current.CancellationToken);
        while (!File.Exists(_folder[folder + "/.environment.labelhook"]) && !scan.IsCompleted)
            await Task.Yield();
        File.Delete(_folder[folder + "/environment"]);
        _folder.Write(folder + "/environment/in-the-way", "");
        Execute(file, "ROLLBACK");
        return await scan;
    }

    private SqliteConnection Database()
    {
        var file = new SqliteConnection($"Data Source={_folder["ports.sqlite"]};Pooling=False");
        file.Open();
        return file;
    }

    private static void Execute(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private ScanResult Scan(bool untilStable = false) => new Scan(Node, _store).Run(untilStable, TestContext.Current.CancellationToken);

    // Does something the first time and something else the second time that a look asks for the time.
    private sealed class Clock(Queue<Action> asked) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            asked.Dequeue()();
            return ImageStore.Start.AddDays(2);
        }
    }
}
