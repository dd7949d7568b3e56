using LabelHook.Images;
using LabelHook.Images.Stores;
using LabelHook.Scans;
using Microsoft.Data.Sqlite;

namespace LabelHook.Tests.Scans;

// Images that a scan cannot install, or not in full.
public sealed class ScanFailureTests : IDisposable
{
    private readonly ScannedNode _node = new();

    [Fact]
    public void A_rejected_image_is_reported_once_and_does_not_block_others()
    {
        _node.Store.Add("localhost/bad:1", "a", tcp: "many");
        _node.Store.Add("localhost/web:1", "b", tcp: "1");

        var first = _node.Scan();

        Assert.Equal(
            "image \"localhost/bad:1\" was not installed as bad1 (nothing was changed): label "
                + "org.nethserver.tcp-ports-demand is \"many\"; accepted: a whole number from 0 to 20",
            Assert.Single(first.Refused).Message);
        Assert.Equal("web1 20001 localhost/web:1", _node.Modules);
        Assert.Empty(_node.Scan().Refused);
    }

    [Fact]
    public void An_unreadable_image_is_reported_once_and_does_not_block_others()
    {
        _node.Store.Images.Add(
            new InstalledImage(
                new ModuleImage("localhost/torn:1", "t", new Dictionary<string, string>()),
                StoreProblems.Unreadable("the store", "localhost/torn:1", "it is torn")));
        _node.Store.Add("localhost/web:1", "b", tcp: "1");

        Assert.Single(_node.Scan().Refused);
        Assert.Empty(_node.Scan().Refused);
        Assert.Equal("web1 20001 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void An_update_with_invalid_labels_leaves_its_module_unchanged()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "2");
        _node.Scan();
        _node.Store.Add("localhost/web:2", "b", tcp: "2x");

        Assert.Single(_node.Scan().Refused);
        Assert.Equal("web1 20001-20002 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void A_rejected_image_is_tried_again_until_a_newer_one_replaces_it()
    {
        _node.Store.Add("localhost/big:1", "a", tcp: "15");
        _node.Store.Add("localhost/web:1", "b", tcp: "10");
        Assert.Single(_node.Scan().Refused);
        _node.Remove("big1");

        Assert.Equal(["web1"], _node.Scan().Installed.Select(module => module.Record.Module));

        _node.Store.Add("localhost/web:2", "c", tcp: "99");
        Assert.Single(_node.Scan().Refused);
        _node.Store.Add("localhost/web:3", "d", tcp: "3", ImageStore.Start.AddMinutes(2));
        Assert.Equal("localhost/web:3", Assert.Single(_node.Scan().Installed).Record.Image);
    }

    [Fact]
    public void Installations_before_a_database_failure_are_reported_with_the_failure()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Scan();
        Refuse("NEW.module = 'late1'");
        _node.Store.Add("localhost/mail:1", "b", tcp: "1");
        _node.Store.Add("localhost/late:1", "c", tcp: "1");

        var result = _node.Scan();

        Assert.Equal("mail1", Assert.Single(result.Installed).Record.Module);
        Assert.Contains("refused the change: no", result.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal("mail1 20002 localhost/mail:1, web1 20001 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void A_database_failure_before_the_first_installation_is_an_error()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Scan();
        Refuse("NEW.module = 'mail1'");
        _node.Store.Add("localhost/mail:1", "b", tcp: "1");

        Assert.Contains(
            "refused the change: no",
            Assert.Throws<LabelHookException>(() => _node.Scan()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_with_changed_ports_and_an_old_file_is_reported_as_incomplete()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Scan();
        _node.Store.Add("localhost/web:2", "b", tcp: "2");

        var refusal = Assert.Single((await ScanWhileAFileIsTakenAway("modules/web1")).Refused).Message;

        Assert.Equal("web1 20001-20002 localhost/web:2", _node.Modules);
        Assert.StartsWith(
            "image \"localhost/web:2\" was not installed in full as web1: environment file",
            refusal,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "the ports database was already changed, see 'labelhook list web1'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incomplete_installation_is_reported_with_a_later_database_failure()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Scan();
        Refuse("true", table: "labelhook_images");
        _node.Store.Add("localhost/web:2", "b", tcp: "2");
        _node.Store.Add("localhost/bad:1", "c", tcp: "many");
        _node.Store.Add("localhost/mail:1", "d", tcp: "1");

        var result = await ScanWhileAFileIsTakenAway("modules/web1");

        Assert.Contains(
            "not installed in full as web1", Assert.Single(result.Refused).Message, StringComparison.Ordinal);
        Assert.Equal("mail1", Assert.Single(result.Installed).Record.Module);
        Assert.NotNull(result.Failure);
    }

    [Fact]
    public void A_module_with_a_file_that_cannot_be_replaced_stays_unchanged()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Scan();
        _node.Folder.Write("state/modules/web1/.environment.labelhook/in-the-way", "");
        _node.Store.Add("localhost/web:2", "b", tcp: "2");

        var refusal = Assert.Single(_node.Scan().Refused).Message;

        Assert.Equal("web1 20001 localhost/web:1", _node.Modules);
        Assert.StartsWith(
            "image \"localhost/web:2\" was not installed as web1 (nothing was changed): environment file",
            refusal,
            StringComparison.Ordinal);
    }

    public void Dispose() => _node.Dispose();

    // Makes the database refuse some rows.
    private void Refuse(string condition, string table = "labelhook_modules")
    {
        using var file = Database();
        Execute(
            file,
            $"CREATE TRIGGER refusal BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, "
                + "'no'); END");
    }

    // A reader keeps the commit waiting until the file, which is prepared by then, has gone.
    private async Task<ScanResult> ScanWhileAFileIsTakenAway(string folder)
    {
        await using var file = Database();
        Execute(file, "BEGIN");
        Execute(file, "SELECT count(*) FROM labelhook_modules");
        var scan = Task.Run(() => _node.Scan(), TestContext.Current.CancellationToken);
        while (!File.Exists(_node.Folder["state/" + folder + "/.environment.labelhook"]) && !scan.IsCompleted)
            await Task.Yield();
        File.Delete(_node.Folder["state/" + folder + "/environment"]);
        _node.Folder.Write("state/" + folder + "/environment/in-the-way", "");
        Execute(file, "ROLLBACK");
        return await scan;
    }

    private SqliteConnection Database()
    {
        var file = new SqliteConnection($"Data Source={_node.Database};Pooling=False");
        file.Open();
        return file;
    }

    private static void Execute(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
