using System.Text.Json;
using LabelHook.Acceptance.Nodes;

namespace LabelHook.Acceptance.Program;

// Bad input on a node with a module: one sentence, the right exit code, and no change of the ports database or the
// environment file.
public static class RefusedInputTests
{
    private const string Tcp = "org.nethserver.tcp-ports-demand";
    private const string Authorizations = "org.nethserver.authorizations";

    public static TheoryData<string, string> Labels => new()
    {
        { Tcp, "-1" }, { Tcp, "1.5" }, { Tcp, "1e3" }, { Tcp, "٣" }, { Tcp, "0x10" }, { Tcp, " " },
        { Tcp, "12345678901234567890" }, { Tcp, "25001" },
        { Tcp, "2\nLD_PRELOAD=/tmp/x.so" },
        { Authorizations, "node" }, { Authorizations, "node:" }, { Authorizations, ":x" }, { Authorizations, "a:b:c" },
        { Authorizations, "*:owner" },
        { Authorizations, "cluster:owner,reader" }, { Authorizations, "node:x\nLD_PRELOAD=/tmp/x.so" },
    };

    public static TheoryData<string> ModuleNames =>
        [.. (string[])["../x", "", new string('m', 300), "a/b", "a\nb", "a b", "é"]];

    public static TheoryData<string, string> Samples => new()
    {
        { "a tab", "labels:\n\torg.nethserver.tcp-ports-demand: 1\n" },
        { "an alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nlabels: {x: *c}\n" },
        { "the same key twice", "labels:\n  org.nethserver.tcp-ports-demand: 1\n  org.nethserver.tcp-ports-demand: 2\n" },
        { "10 MB", "labels:\n  x: " + new string('x', 10_000_000) + "\n" },
        { "nothing in it", "" },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public static async Task An_invalid_label_is_rejected(string label, string value) =>
        await RefusedAsync(
            1,
            value.Split('\n')[0].Trim().Split(' ')[^1],
            folder =>
            [
                "install",
                "m1",
                folder.Write(
                    "x.yaml", $"labels: {{{JsonSerializer.Serialize(label)}: {JsonSerializer.Serialize(value)}}}"),
            ]);

    [Theory]
    [MemberData(nameof(ModuleNames))]
    public static async Task An_invalid_module_name_is_a_usage_error(string name)
    {
        await RefusedAsync(2, "accepted: 1 to 255", folder => ["install", name, Ports(folder, 1)]);
        await RefusedAsync(2, "accepted: 1 to 255", _ => ["allocate", name, "1", "--protocol", "tcp"]);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public static async Task An_invalid_sample_is_rejected(string what, string text)
    {
        Assert.NotEmpty(what);
        await RefusedAsync(1, "x.yaml", folder => ["install", "m1", folder.Write("x.yaml", text)]);
    }

    [Theory]
    [InlineData("0", "tcp", "must be 1 to 25000")]
    [InlineData("25001", "tcp", "must be 1 to 25000")]
    [InlineData("1.5", "tcp", "a whole number")]
    [InlineData("3000000000", "tcp", "a whole number")]
    [InlineData("1", "sctp", "tcp or udp")]
    [InlineData("1", "TCP", "tcp or udp")]
    public static async Task An_invalid_count_or_protocol_is_a_usage_error(
        string count, string protocol, string accepted) =>
        await RefusedAsync(2, accepted, _ => ["allocate", "m1", count, "--protocol", protocol]);

    [Theory]
    [InlineData("band: 45000-20001", ":1: band")]
    [InlineData("# comment\nports: 1-2", ":2: unknown key")]
    public static async Task An_invalid_configuration_is_rejected_with_its_line(string text, string place) =>
        await RefusedAsync(
            1, place, folder => ["install", "m1", Ports(folder, 1), "--config", folder.Write("labelhook.yaml", text)]);

    private static async Task RefusedAsync(int exitCode, string said, Func<TemporaryFolder, string[]> command)
    {
        await using var folder = new TemporaryFolder();
        var program = LabelHookProgram.Command.With("LABELHOOK_STATE", folder["state"]);
        (await program.RunAsync("install", "m1", Ports(folder, 2))).Succeeded();
        var before = await FolderSnapshot.TakeAsync(folder["state"]);

        var result = await program.RunAsync(command(folder));

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(
            "labelhook: ",
            Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await FolderSnapshot.TakeAsync(folder["state"]));
    }

    private static string Ports(TemporaryFolder folder, int count) =>
        folder.Write($"ports-{count}.yaml", $"labels: {{{Tcp}: {count}}}");
}
