using System.Formats.Tar;
using System.IO.Compression;
using LabelHook.Images;
using LabelHook.Images.Archives;

namespace LabelHook.Tests.Images.Archives;

public sealed class TarArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Directory)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    public void An_entry_that_is_not_a_file_is_rejected(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "wanted");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/passwd";

        Refused("LH2027", Write(tar => tar.WriteEntry(entry)));
    }

    [Theory]
    [InlineData("/wanted")]
    [InlineData("../wanted")]
    [InlineData("x/../wanted")]
    [InlineData("wanted/")]
    [InlineData("WANTED")]
    public void A_name_that_points_elsewhere_is_another_name(string name) =>
        Refused("LH2025", Write(tar => Add(tar, name, [1])));

    [Theory]
    [InlineData("wanted")]
    [InlineData("./wanted")]
    [InlineData("././wanted")]
    public void A_name_may_start_with_a_dot_and_a_slash(string name) =>
        Assert.Equal([1, 2], Read(Write(tar => Add(tar, name, [1, 2]))));

    [Fact]
    public void A_file_that_claims_10_GB_is_too_large() =>
        Refused("LH2026", Bytes(Header("wanted", 10_000_000_000), new byte[10_000]), compressed: true);

    [Theory]
    [InlineData("wanted")]
    [InlineData("layer.tar")]
    public void An_entry_that_claims_10_GB_in_a_short_file_is_damaged(string name) =>
        Refused("LH2024", Bytes(Header(name, 10_000_000_000), new byte[10_000]));

    [Fact]
    public void An_entry_of_the_largest_possible_size_is_damaged()
    {
        Refused("LH2024", Bytes(Header("layer.tar", long.MaxValue)));
        Refused("LH2024", Bytes(Header("layer.tar", long.MaxValue)), compressed: true);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('L')]
    public void A_name_of_1_GB_is_not_read(char type) =>
        Assert.Contains(
            "a name in it is too long",
            Refused("LH2024", Bytes(Header("x", 1 << 30, type), new byte[1 << 20]), compressed: true),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("5 x=")]
    [InlineData("1 path=wanted\n")]
    [InlineData("999 path=wanted\n")]
    [InlineData("path=wanted\n")]
    [InlineData("9999999999999999999 path=wanted\n")]
    [InlineData("8 =abcd\n")]
    [InlineData("11 size=-1\n")]
    [InlineData("10 size=x\n")]
    public void An_invalid_pax_header_is_damage(string records) =>
        Refused("LH2024", Bytes(Header("x", records.Length, 'x'), Padded(records), Header("wanted", 0)));

    [Fact]
    public void A_sparse_file_is_rejected() =>
        Refused("LH2027", Bytes(Header("x", 22, 'x'), Padded("22 GNU.sparse.major=1\n"), Header("wanted", 0)));

    [Fact]
    public void A_header_with_a_wrong_checksum_is_damage()
    {
        var second = Header("wanted", 0);
        second[0]++;

        Refused("LH2024", Bytes(Header("x", 0), second));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(512)]
    public void Any_other_file_is_not_an_archive(int length) =>
        Refused("LH2023", Bytes([.. Enumerable.Repeat((byte)'x', length)]));

    [Fact]
    public void Endless_zeros_end_the_archive() => Refused("LH2025", Bytes(new byte[10_000_000]), compressed: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_truncated_archive_yields_the_whole_file_or_a_problem(bool compressed)
    {
        byte[] content = [.. Enumerable.Range(0, 1000).Select(number => (byte)(number * number))];
        var whole = File.ReadAllBytes(Write(tar =>
        {
            Add(tar, "before", content);
            Add(tar, "wanted", content);
        }, compressed));

        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(_folder["cut.tar"], whole.AsSpan(0, length));
            try
            {
                Assert.Equal(content, Read(_folder["cut.tar"]));
            }
            catch (LabelHookException error)
            {
                Assert.Contains(error.Problem.Code, (string[])["LH2023", "LH2024", "LH2025"]);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reading_stops_at_the_deadline(bool compressed)
    {
        var path = Write(tar => Add(tar, "before", new byte[100_000]), compressed);
        using var archive = new TarArchive(path, ReadDeadline.In(TimeSpan.Zero, path), lastWins: true);

        Assert.Equal("LH2022", Assert.Throws<LabelHookException>(() => archive.Read("wanted")).Problem.Code);
    }

    public void Dispose() => _folder.Dispose();

    private static void Add(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    private static byte[] Padded(string text) =>
        [.. System.Text.Encoding.ASCII.GetBytes(text), .. new byte[(512 - (text.Length % 512)) % 512]];

    // A header as nobody writes it, with the right sum.
    private static byte[] Header(string name, long size, char type = '0')
    {
        var header = new byte[512];
        System.Text.Encoding.ASCII.GetBytes(name, header);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), size);
        header[124] = 0x80;
        header[156] = (byte)type;
        header.AsSpan(148, 8).Fill((byte)' ');
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(value => value), 8), header.AsSpan(148));
        return header;
    }

    private static byte[] Read(string path)
    {
        using var archive = new TarArchive(path, ReadDeadline.In(TimeSpan.FromSeconds(30), path), lastWins: true);
        return archive.Read("wanted");
    }

    private static string Refused(string code, string path, bool compressed = false)
    {
        if (compressed)
        {
            using var source = File.OpenRead(path);
            using var target = new GZipStream(File.Create(path += ".gz"), CompressionLevel.Fastest);
            source.CopyTo(target);
        }

        var problem = Assert.Throws<LabelHookException>(() => Read(path)).Problem;
        Assert.Equal(code, problem.Code);
        return problem.Message;
    }

    private string Bytes(params byte[][] parts)
    {
        File.WriteAllBytes(_folder["x.tar"], parts.SelectMany(part => part).ToArray().AsSpan());
        return _folder["x.tar"];
    }

    private string Write(Action<TarWriter> write, bool compressed = false)
    {
        using var file = File.Create(_folder["x.tar"]);
        using Stream stream = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var tar = new TarWriter(stream);
        write(tar);
        return _folder["x.tar"];
    }
}
