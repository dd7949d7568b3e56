using CsCheck;
using LabelHook.Cluster.Publications;
using LabelHook.Database;

namespace LabelHook.Tests.Cluster;

public static class PublicationTextTests
{
    private static readonly string[] Owners = ["mail1", "web1", "reserved: SIP trunk", "漢字 =,"];

    private static readonly string[] Fields =
        ["schema", "publication", "registry", "generation", "time", "band", "excluded", "modules"];

    // Numbers, blocks and lists of both, valid or not.
    private static readonly Gen<string> Digits = Gen.Char["0123456789-,"].Array[0, 12].Select(chars => new string(chars));

    private static readonly Gen<string> Owner = Gen.Int[0, 3].Select(index => Owners[index]);

    private static readonly Gen<AllocationRow> Row = Gen.Select(
        Gen.Int[1, 65535], Gen.Int[1, 5], Owner,
        (start, count, owner) => new AllocationRow(
            0, owner, PortRange.FromBounds(start, Math.Min(start + count - 1, 65535)), IsReleasing: false));

    [Fact]
    public static void A_publication_is_read_as_it_was_written() => Gen.Select(
        Row.List[0, 8], Row.List[0, 8], Gen.Long[0, long.MaxValue], Gen.Long[1, long.MaxValue])
        .Sample((tcp, udp, generation, number) =>
        {
            var excluded = (PortRange[])[PortRange.Create(20080, 20080), PortRange.Create(20100, 20199)];
            var leases = (PortRange[])[PortRange.Create(20001, 20500)];
            var band = new PortBand(PortRange.Create(20001, 45000), excluded);
            var ports = new PortsSnapshot(
                TestPublication.Registry, generation, TestPublication.Registry, band, leases, tcp, udp);

            var hashes = PublicationText.Write(new Publication(number, TestPublication.Now, ports));

            Assert.True(PublicationText.TryRead(hashes, out var read, out var problem), problem);
            Assert.Equal((number, TestPublication.Now), (read.Number, read.Time));
            Assert.Equal((ports.Registry, generation), (read.Ports.Registry, read.Ports.Generation));
            Assert.Equal(band.Range, read.Ports.Band.Range);
            Assert.Equal(TestPublication.Registry, read.Ports.LastChange);
            Assert.Equal(leases, read.Ports.Leases);
            Assert.Equal(band.Excluded, read.Ports.Band.Excluded);
            Assert.Equal(Sorted(tcp), Sorted(read.Ports.Tcp));
            Assert.Equal(Sorted(udp), Sorted(read.Ports.Udp));
        });

    [Fact]
    public static void The_summary_counts_what_is_in_the_band()
    {
        var ports = TestPublication.Ports("mail1:20001-20004/tcp web1:20011/tcp web1:19999/udp");

        var summary = TestPublication.Hashes(ports with { Tcp = [.. ports.Tcp, Reserved(20005, 20010)] }).Summary;

        Assert.Equal(
            ["2", "5", "6", "89", "20012-20100", "0", "0", "100", "20001-20100"],
            [
                summary["modules"], summary["tcp-allocated"], summary["tcp-reserved"], summary["tcp-free"],
                summary["tcp-largest-free"], summary["udp-allocated"], summary["udp-reserved"], summary["udp-free"],
                summary["udp-largest-free"],
            ]);
    }

    [Theory]
    [InlineData("schema", "2", "has schema \"2\", and this program reads 1")]
    [InlineData("schema", "", "has schema \"\"")]
    [InlineData("publication", "-1", "has an invalid publication \"-1\"")]
    [InlineData("publication", "99999999999999999999", "has an invalid publication")]
    [InlineData("generation", " 1", "has an invalid generation")]
    [InlineData("registry", "00112233445566778899AABBCCDDEEFF", "has an invalid registry")]
    [InlineData("registry", "\u001b[2J", "has an invalid registry \"\\u001b[2J\"")]
    [InlineData("time", "2026-11-26", "has an invalid time")]
    [InlineData("time", "2026-11-26T12:00:00+02:00", "has an invalid time")]
    [InlineData("band", "45000-20001", "has an invalid band")]
    [InlineData("band", "0-70000", "has an invalid band")]
    [InlineData("excluded", "20001-,", "has an invalid excluded")]
    public static void An_invalid_field_is_named(string field, string value, string words)
    {
        var hashes = TestPublication.Hashes(TestPublication.Ports("mail1:20001/tcp")).With(field, value);

        Assert.False(PublicationText.TryRead(hashes, out _, out var problem));
        Assert.StartsWith(words, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail1", "")]
    [InlineData("mail1", "0")]
    [InlineData("mail1", "20001-65536")]
    [InlineData("mail1", "20001,")]
    [InlineData("mail1", "20001 20002")]
    [InlineData("", "20001")]
    public static void Invalid_ports_of_a_module_are_named(string owner, string value)
    {
        var hashes = TestPublication.Hashes(TestPublication.Ports()) with
        {
            Udp = new Dictionary<string, string> { [owner] = value },
        };

        Assert.False(PublicationText.TryRead(hashes, out _, out var problem));
        Assert.Equal($"has invalid udp ports \"{value}\" of \"{owner}\"", problem);
    }

    [Fact]
    public static void Any_text_is_read_or_refused() => Gen.Select(
        Gen.OneOf(Gen.String, Digits), Gen.OneOf(Gen.String, Digits), Gen.Int[0, Fields.Length - 1])
        .Sample((name, value, index) =>
        {
            var hashes = TestPublication.Hashes(TestPublication.Ports("mail1:20001/tcp"));
            var rows = new Dictionary<string, string> { [name] = value };

            foreach (var changed in (NodeHashes[])[hashes.With(Fields[index], value), hashes with { Tcp = rows }])
            {
                var isRead = PublicationText.TryRead(changed, out var read, out var problem);

                Assert.Equal(isRead, problem is null);
                if (isRead)
                    Assert.NotEmpty(read!.Ports.Map(Protocol.Tcp).Segments);
            }
        });

    [Fact]
    public static void More_ports_than_there_are_would_take_long_to_draw_and_are_refused()
    {
        var all = string.Join(',', Enumerable.Repeat("1-65535", 5));
        var some = Enumerable.Range(0, 5).ToDictionary(number => $"m{number}", _ => "1-65535");
        var hashes = TestPublication.Hashes(TestPublication.Ports());

        Assert.False(PublicationText.TryRead(hashes with { Tcp = some }, out _, out var problem));
        Assert.Equal("lists more tcp ports than there are", problem);
        Assert.False(PublicationText.TryRead(
            hashes with { Tcp = new Dictionary<string, string> { ["m"] = all } }, out _, out problem));
        Assert.StartsWith("has invalid tcp ports", problem, StringComparison.Ordinal);
    }

    [Fact]
    public static void An_owner_of_another_program_is_cut_to_what_is_read()
    {
        var row = new AllocationRow(1, new string('x', 5000), PortRange.Create(20001, 20001), IsReleasing: false);

        var hashes = TestPublication.Hashes(TestPublication.Ports() with { Tcp = [row] });

        Assert.True(PublicationText.TryRead(hashes, out var read, out _));
        Assert.Equal(PublicationText.MaxOwnerLength, Assert.Single(read.Ports.Tcp).Module.Length);
    }

    [Fact]
    public static void Unknown_fields_are_ignored()
    {
        var hashes = TestPublication.Hashes(TestPublication.Ports()).With("color", "blue");

        Assert.True(PublicationText.TryRead(hashes, out _, out _));
    }

    private static AllocationRow Reserved(int start, int end) =>
        new(9, Reservation.Owner("SIP trunk"), PortRange.Create(start, end), IsReleasing: false);

    private static IEnumerable<string> Sorted(IEnumerable<AllocationRow> rows) =>
        rows.Select(row => $"{row.Module}:{row.Ports}").Order(StringComparer.Ordinal);
}
