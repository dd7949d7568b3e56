using System.Formats.Tar;
using CsCheck;
using LabelHook.Images.Archives;

namespace LabelHook.Tests.Images.Archives;

public static class TarEntriesTests
{
    private static readonly Gen<string> Names =
        Gen.OneOf(Gen.String[Gen.Char["abc/é漢"], 1, 99], Gen.String[Gen.Char["abc/é漢"], 90, 600])
            .Where(name => !name.StartsWith('/') && !name.EndsWith('/'));

    private static readonly Gen<TarEntryFormat> Formats = Gen.OneOf(TarEntryFormat.Pax, TarEntryFormat.Gnu);

    [Fact]
    public static void Archives_of_other_programs_are_read_correctly() =>
        Gen.Select(Formats, Names, Gen.Byte.Array[0, 2000]).Array[1, 5].Sample(files =>
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var (format, name, content) in files)
                tar.WriteEntry(Entry(format, name, content));
        }

        foreach (var source in (Stream[])[stream, new Unseekable(stream.ToArray())])
        {
            stream.Position = 0;
            var entries = new TarEntries(source, "x.tar");
            foreach (var (_, name, content) in files)
            {
                if (!entries.Next()
                    || entries.Name != name
                    || entries.Kind is not null
                    || !entries.Content().AsSpan().SequenceEqual(content))
                    return false;
            }

            if (entries.Next())
                return false;
        }

        return true;
    });

    [Fact]
    public static void No_bytes_break_the_reader() =>
        Gen.Select(Formats, Names, Gen.Byte.Array[0, 600]).Array[1, 3].SelectMany(
            files => Gen.Select(Gen.Int[0, 5000], Gen.Byte, Gen.Bool).Array[0, 4]
                .Select(changes => (files, changes))).Sample(sample =>
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var (format, name, content) in sample.files)
                tar.WriteEntry(Entry(format, name, content));
        }

        var bytes = stream.ToArray();
        foreach (var (place, value, sum) in sample.changes)
            Change(bytes, place % bytes.Length, value, sum);

        foreach (var source in (Stream[])[new MemoryStream(bytes), new Unseekable(bytes)])
        {
            var entries = new TarEntries(source, "x.tar");
            try
            {
                while (entries.Next())
                {
                    if (entries.Size is < 0)
                        return false;
                    if (entries.Size < 10_000)
                        _ = entries.Content();
                }
            }
            catch (Exception error) when (error is InvalidDataException or LabelHookException)
            {
                continue;
            }
        }

        return true;
    });

    // Changes a byte, and mends the sum of its block as a header's, so that the change is believed.
    private static void Change(byte[] bytes, int place, byte value, bool mend)
    {
        bytes[place] = value;
        var block = bytes.AsSpan(place / 512 * 512, 512);
        if (!mend)
            return;
        block.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var part in block)
            sum += part;
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0", block[148..]);
    }

    private static TarEntry Entry(TarEntryFormat format, string name, byte[] content)
    {
        TarEntry entry = format == TarEntryFormat.Gnu
            ? new GnuTarEntry(TarEntryType.RegularFile, name)
            : new PaxTarEntry(TarEntryType.RegularFile, name);
        entry.DataStream = new MemoryStream(content);
        return entry;
    }

    private sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
