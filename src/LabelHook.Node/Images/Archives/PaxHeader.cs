using System.Buffers.Text;

namespace LabelHook.Images.Archives;

// A pax header, which overrides the header of the entry after it: records of the form "LENGTH NAME=VALUE\n".
// Path: The entry's name; null if not overridden.
// Size: The entry's size; null if not overridden.
// IsSparse: Whether the entry is stored without the holes of the file.
internal readonly record struct PaxHeader(string? Path, long? Size, bool IsSparse)
{
    // Throws: the header is invalid.
    public static PaxHeader Parse(ReadOnlySpan<byte> records)
    {
        var result = default(PaxHeader);
        while (!records.IsEmpty)
        {
            var valid = Utf8Parser.TryParse(records, out int length, out var digits)
                && length > digits + 1
                && length <= records.Length
                && records[digits] == ' '
                && records[length - 1] == '\n';
            if (!valid)
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
        var valid = Utf8Parser.TryParse(value, out long size, out var read) && read == value.Length && size >= 0;
        return valid ? this with { Size = size } : throw Damaged();
    }

    private static InvalidDataException Damaged() => new("a pax header in it is invalid");
}
