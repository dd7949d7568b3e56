using System.Buffers.Text;

namespace LabelHook.Images.Archives;

// What a pax header says of the entry behind it: records of length name=value, each with a line feed at its end.
// Path: The entry's name; null where its own header has it.
// Size: The entry's size; null where its own header has it.
// IsSparse: Whether the entry is not the file but what is left of it without its holes.
internal readonly record struct PaxHeader(string? Path, long? Size, bool IsSparse)
{
    // Throws: it is none.
    public static PaxHeader Parse(ReadOnlySpan<byte> records)
    {
        var result = default(PaxHeader);
        while (!records.IsEmpty)
        {
            if (!Utf8Parser.TryParse(records, out int length, out var digits) || length <= digits + 1 || length > records.Length || records[digits] != ' ' || records[length - 1] != '\n')
                throw Damaged();
            result = result.With(records[(digits + 1)..(length - 1)]);
            records = records[length..];
        }

        return result;
    }

    private PaxHeader With(ReadOnlySpan<byte> record)
    {
        var equals = record.IndexOf((byte)'=');
        if (equals <= 0)
            throw Damaged();
        var name = record[..equals];
        var value = record[(equals + 1)..];
        if (name.SequenceEqual("path"u8))
            return this with { Path = value.IsEmpty ? null : TarHeader.Text(value) };
        if (name.StartsWith("GNU.sparse."u8))
            return this with { IsSparse = true };
        if (!name.SequenceEqual("size"u8) || value.IsEmpty)
            return this;
        return Utf8Parser.TryParse(value, out long size, out var read) && read == value.Length && size >= 0 ? this with { Size = size } : throw Damaged();
    }

    private static InvalidDataException Damaged() => new("a pax header in it is none");
}
