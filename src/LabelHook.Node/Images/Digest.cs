using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Crypto.Digests;

namespace LabelHook.Images;

// The SHA-256 digest of some content, sha256: and 64 digits;
// https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#digests. .NET's own SHA-256 loads OpenSSL at
// run time, which a static program cannot; BouncyCastle's is managed code.
internal readonly record struct Digest
{
    private const string Algorithm = "sha256:";
    private const int Digits = 64;

    // Lower-case only, as the specification demands; none of these characters can lead a blob's path out of its folder.
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private readonly string? _digits;

    private Digest(string digits) => _digits = digits;

    // The path of the content in an OCI layout.
    public string BlobName => $"blobs/sha256/{_digits}";

    public static Digest Compute(byte[] content)
    {
        var sha256 = new Sha256Digest();
        var result = new byte[sha256.GetDigestSize()];
        sha256.BlockUpdate(content, 0, content.Length);
        sha256.DoFinal(result, 0);
        return new Digest(Convert.ToHexStringLower(result));
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        return text?.StartsWith(Algorithm, StringComparison.Ordinal) == true
            && TryParseDigits(text[Algorithm.Length..], out digest);
    }

    // A digest without its algorithm, as in file names.
    public static bool TryParseDigits(string digits, out Digest digest)
    {
        var valid = digits.Length == Digits && !digits.AsSpan().ContainsAnyExcept(Hexadecimal);
        digest = valid ? new Digest(digits) : default;
        return valid;
    }

    public override string ToString() => Algorithm + _digits;
}
