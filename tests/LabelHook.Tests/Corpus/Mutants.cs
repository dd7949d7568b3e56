using CsCheck;

namespace LabelHook.Tests.Corpus;

// The corpus of a reader, and mutations of it: flipped bits, and parts that are removed, repeated or moved.
public static class Mutants
{
    // Largest input in bytes; arbitrary, larger than the corpus.
    private const int MaxSize = 64 * 1024;

    // Numbers at limits, and characters that end, nest or hide text in one of the formats.
    private static readonly string[] Words =
    [
        "0", "-1", "255", "65535", "65536", "2147483647", "2147483648", "4294967296", "9223372036854775808", "1e999",
        "00000000000",
        "\0", "\n", "\r\n", "\t", "\\", "\"", "'", "\ufeff", "\ufffe", "\u0085", "\u2028", "\u202e", "\ud7ff", "=", ":",
        "#", "&a ", "*a", "!!str ", "- ", "---\n", "...", "[[[[[[[[", "{{{{{{{{", "\"a\":", "/../", "cluster:owner",
    ];

    private static readonly Gen<int> Place = Gen.Int[0, MaxSize];

    // The corpus, by name.
    public static IReadOnlyList<(string Name, byte[] Bytes)> Kept(string reader) =>
        [
            .. Directory.EnumerateFiles(Repository.At($"tests/LabelHook.Tests/Corpus/{reader}"))
                .Order(StringComparer.Ordinal)
                .Select(path => (Path.GetFileName(path), File.ReadAllBytes(path))),
        ];

    public static Gen<byte[]> Of(string reader)
    {
        var kept = Kept(reader).Select(input => input.Bytes).ToArray();
        return Gen.Select(
            One(kept),
            Mutation(kept).Array[1, 6],
            (input, mutations) => mutations.Aggregate(input, (bytes, mutation) => mutation(bytes)));
    }

    private static Gen<Func<byte[], byte[]>> Mutation(byte[][] kept) => Gen.OneOf(
        Gen.Select(Place, Gen.Int[0, 7], (at, bit) => new Func<byte[], byte[]>(bytes => Flip(bytes, at, bit))),
        Gen.Select(Place, Gen.Byte, (at, value) => new Func<byte[], byte[]>(bytes => Put(bytes, at, 1, [value]))),
        Gen.Select(Place, Place, (at, count) => new Func<byte[], byte[]>(bytes => Put(bytes, at, count, []))),
        Gen.Select(
            Place,
            Gen.Int[0, 12],
            One(Words),
            (at, count, word) =>
                new Func<byte[], byte[]>(bytes => Put(bytes, at, count, System.Text.Encoding.UTF8.GetBytes(word)))),
        Gen.Select(
            Place,
            Place,
            One(kept),
            (at, from, other) => new Func<byte[], byte[]>(
                bytes => Put(bytes, at, bytes.Length, other.AsSpan(from % (other.Length + 1))))),
        Gen.Select(
            Place,
            Gen.Int[1, 64],
            Gen.Int[2, 512],
            (at, count, times) => new Func<byte[], byte[]>(bytes => Repeat(bytes, at, count, times))));

    private static Gen<T> One<T>(T[] choice) => Gen.Int[0, choice.Length - 1].Select(number => choice[number]);

    private static byte[] Flip(byte[] bytes, int at, int bit)
    {
        byte[] flipped = [.. bytes];
        if (flipped.Length > 0)
            flipped[at % flipped.Length] ^= (byte)(1 << bit);
        return flipped;
    }

    // Replaces a number of bytes.
    private static byte[] Put(byte[] bytes, int at, int count, ReadOnlySpan<byte> content)
    {
        var start = at % (bytes.Length + 1);
        return Cut([.. bytes.AsSpan(0, start), .. content, .. bytes.AsSpan(Math.Min(bytes.Length, start + count))]);
    }

    private static byte[] Repeat(byte[] bytes, int at, int count, int times)
    {
        var start = at % (bytes.Length + 1);
        var part = bytes.AsSpan(start, Math.Min(count, bytes.Length - start)).ToArray();
        return Put(bytes, at, 0, Enumerable.Repeat(part, times).SelectMany(one => one).Take(MaxSize).ToArray());
    }

    private static byte[] Cut(byte[] bytes) => bytes.Length <= MaxSize ? bytes : bytes[..MaxSize];
}
