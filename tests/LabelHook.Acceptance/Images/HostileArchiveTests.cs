using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

// Archives that were made to hurt: refused in one sentence, or read, in bounded time and memory.
public sealed class HostileArchiveTests : IAsyncDisposable
{
    // Twice what the program needs for the smallest archive, when it is not compiled ahead of time.
    private const int Megabytes = 80;

    // JsonDocument keeps 12 bytes a token, and the largest document that is read can hold 4 million.
    private const int MegabytesOfJson = 200;

    // A file may claim 64 MiB to look back into, and of bzip2's blocks some are not collected yet.
    private const int MegabytesToUnpack = 200;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_bomb_of_60_GB_ends_at_the_deadline() =>
        await RefusedAsync("LH2022", Bomb(Header("layer.tar", 60L << 30)), seconds: 2);

    [Fact]
    public async Task A_bomb_instead_of_the_list_is_too_large() =>
        await RefusedAsync("LH2026", Bomb(Header("manifest.json", 10L << 30)));

    [Fact]
    public async Task A_bomb_instead_of_a_name_is_not_read() =>
        await RefusedAsync("LH2024", Bomb(Header("name", 1L << 30, TarEntryType.LongPath)));

    [Fact]
    public async Task A_file_that_endlessly_unpacks_to_nothing_ends_at_the_deadline() => await RefusedAsync(
        "LH2022", Repeat(Convert.FromHexString("1f8b08000000000000ff03000000000000000000"), 48_000_000), seconds: 2);

    [Theory]
    [InlineData("bzip2", "bzip2")]
    [InlineData("xz", "xz-utils")]
    [InlineData("zstd", "zstd")]
    public async Task A_bomb_in_any_compression_ends_at_the_deadline(string program, string package)
    {
        RealPart.RequireProgram(program, package);
        await File.WriteAllBytesAsync(
            _folder["header"], Header("layer.tar", 60L << 30), TestContext.Current.CancellationToken);
        await using (var zeros = File.Create(_folder["zeros"]))
            zeros.SetLength(64 << 20);

        await new Command("bash").In(_folder.Path).With("PATH", "/usr/bin:/bin").OutputAsync(
            "-ec", "$0 -c header > bomb; $0 -c zeros > part; for i in {1..960}; do cat part; done >> bomb", program);

        await RefusedAsync("LH2022", _folder["bomb"], MegabytesToUnpack, seconds: 2);
    }

    [Fact]
    public async Task A_file_of_empty_bzip2_blocks_ends_at_the_deadline() =>
        await RefusedAsync(
            "LH2022",
            Repeat(Convert.FromHexString("425a683917724538509000000000"), 4_000_000),
            MegabytesToUnpack,
            seconds: 2);

    [Fact]
    public async Task A_name_of_1_GB_is_not_read() =>
        await RefusedAsync("LH2024", Sparse(1L << 30, Header("name", 1L << 30, TarEntryType.LongPath)));

    [Fact]
    public async Task A_claim_of_10_GB_in_a_short_file_is_damage() =>
        await RefusedAsync("LH2024", Sparse(4096, Header("layer.tar", 10L << 30)));

    [Fact]
    public async Task A_million_entries_are_read() =>
        await RefusedAsync("LH2025", Repeat(Header("entry", 0), 1_000_000), seconds: 60);

    [Fact]
    public async Task The_widest_list_is_read_in_bounded_memory() =>
        await RefusedAsync(
            "LH2030",
            Whole("manifest.json", "[" + string.Concat(Enumerable.Repeat("0,", (4 << 20) - 2)) + "0]"),
            megabytes: MegabytesOfJson);

    [Fact]
    public async Task The_deepest_list_is_rejected() =>
        await RefusedAsync("LH2030", Whole("manifest.json", new string('[', 8 << 20)));

    [Fact]
    public async Task A_layer_of_2_GB_is_skipped()
    {
        var program = LabelHookProgram.Command.With("LABELHOOK_STATE", _folder["state"]);
        await using (var file = File.Create(_folder["large.tar"]))
        {
            file.Write(Header("layer.tar", 2L << 30));
            file.Position += 2L << 30;
            file.Write(
                [
                    .. Entry("c.json", """{"config":{"Labels":{"org.nethserver.tcp-ports-demand":"2"}}}"""),
                    .. Entry("manifest.json", """[{"Config":"c.json","RepoTags":["a/b:1"]}]"""),
                ]);
        }

        var result = await program.RunAsync(
            "install", "m1", $"docker-archive:{_folder["large.tar"]}", "--timeout", "20");

        Assert.Contains("TCP_PORTS=20001,20002", result.Succeeded().Lines);
    }

    [Fact]
    public async Task A_FIFO_does_not_block()
    {
        await new Command("mkfifo").OutputAsync(_folder["fifo"]);

        await RefusedAsync("LH2021", _folder["fifo"]);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    // Python's wait tells what the child used at its peak, in KiB.
    private async Task RefusedAsync(string code, string path, int megabytes = Megabytes, int seconds = 3)
    {
        RealPart.RequireProgram("python3", "python3");
        var state = _folder["state"];
        var program = LabelHookProgram.Command;

        var result = await new Command("python3") { Limit = TimeSpan.FromSeconds(90) }.RunAsync(
            "-c",
            "import os,sys; child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ); status, use = "
                + "os.wait4(child, 0)[1:]; print(use.ru_maxrss); sys.exit(os.waitstatus_to_exitcode(status))",
            program.Program, "install", "m1", $"docker-archive:{path}", "--state", state, "--timeout", $"{seconds}",
            "--json");

        Assert.Equal(code, result.Failed().ErrorJson.GetProperty("error").GetProperty("code").GetString());
        Assert.InRange(int.Parse(result.Output, CultureInfo.InvariantCulture) / 1024, 1, megabytes);
        Assert.False(Directory.Exists(state));
    }

    private static byte[] Header(string name, long size, TarEntryType type = TarEntryType.RegularFile)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(name, header);
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0'), header.AsSpan(124));
        header[156] = (byte)type;
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(value => value), 8), header.AsSpan(148));
        return header;
    }

    private static byte[] Entry(string name, string content) =>
        [
            .. Header(name, content.Length),
            .. Encoding.ASCII.GetBytes(content),
            .. new byte[(512 - (content.Length % 512)) % 512],
        ];

    private static byte[] Compressed(byte[] content)
    {
        using var result = new MemoryStream();
        using (var stream = new GZipStream(result, CompressionLevel.SmallestSize))
            stream.Write(content);
        return result.ToArray();
    }

    private string Whole(string name, string content)
    {
        File.WriteAllBytes(_folder["image.tar"], Entry(name, content));
        return _folder["image.tar"];
    }

    // A gzip file may have many parts: a header, and 960 times 64 MiB of zeros. No machine decompresses 60 GiB before
    // the deadline.
    private string Bomb(byte[] header)
    {
        using var file = File.Create(_folder["image.tar"]);
        file.Write(Compressed(header));
        var zeros = Compressed(new byte[64 << 20]);
        for (var part = 0; part < 960; part++)
            file.Write(zeros);
        return _folder["image.tar"];
    }

    private string Repeat(byte[] part, int times)
    {
        using var file = File.Create(_folder["image.tar"]);
        byte[] many = [.. Enumerable.Repeat(part, 1000).SelectMany(bytes => bytes)];
        for (var time = 0; time < times; time += 1000)
            file.Write(many);
        return _folder["image.tar"];
    }

    private string Sparse(long length, byte[] header)
    {
        using var file = File.Create(_folder["image.tar"]);
        file.Write(header);
        file.SetLength(512 + length);
        return _folder["image.tar"];
    }
}
