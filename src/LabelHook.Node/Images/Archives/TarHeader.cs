using System.Text;

namespace LabelHook.Images.Archives;

// The header block of a tar entry.
internal readonly record struct TarHeader(string Name, long Size, char Type)
{
    public const int BlockSize = 512;

    private static readonly Range NameField = 0..100;
    private static readonly Range SizeField = 124..136;
    private static readonly Range ChecksumField = 148..156;
    private static readonly Range MagicField = 257..263;
    private static readonly Range PrefixField = 345..500;
    private const int TypeField = 156;

    public static bool TryParse(ReadOnlySpan<byte> block, out TarHeader header)
    {
        header = default;
        if (block.Length < BlockSize || Number(block[ChecksumField]) is not { } sum || !IsChecksum(block, sum))
            return false;
        if (Number(block[SizeField]) is not { } size)
            return false;
        var name = Text(block[NameField]);
        if (block[MagicField].SequenceEqual("ustar\0"u8) && Text(block[PrefixField]) is { Length: > 0 } prefix)
            name = $"{prefix}/{name}";
        header = new TarHeader(name, size, (char)block[TypeField]);
        return true;
    }

    // The text up to the first NUL.
    public static string Text(ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    // Why an entry of the type cannot be used; null for a regular file.
    public static string? Kind(char type) => type switch
    {
        '\0' or '0' or '7' => null,
        '1' or '2' => "it is a link",
        '3' or '4' or '6' => "it is a device or a FIFO",
        '5' => "it is a folder",
        'S' => "it is a sparse file",
        _ => "it is of an unknown type",
    };

    // Links, devices, folders and FIFOs have no content, whatever size their header gives.
    public static bool HasContent(char type) => type is < '1' or > '6';

    // Octal digits or, for large numbers, GNU's binary form, marked by the highest bit of the first byte.
    private static long? Number(ReadOnlySpan<byte> field)
    {
        long number = 0;
        if (field[0] == 0x80)
        {
            foreach (var value in field[1..])
            {
                if (number > long.MaxValue >> 8)
                    return null;
                number = (number << 8) | value;
            }

            return number;
        }

        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return null;
            number = (number << 3) | (uint)(digit - '0'); // twelve digits at most
        }

        return number;
    }

    // The sum of all bytes, with the checksum field taken as blanks; old programs summed signed bytes.
    private static bool IsChecksum(ReadOnlySpan<byte> block, long expected)
    {
        var (first, end) = (ChecksumField.Start.Value, ChecksumField.End.Value);
        long sum = (end - first) * ' ';
        var signed = sum;
        for (var index = 0; index < BlockSize; index++)
        {
            if (index >= first && index < end)
                continue;
            sum += block[index];
            signed += (sbyte)block[index];
        }

        return expected == sum || expected == signed;
    }
}
