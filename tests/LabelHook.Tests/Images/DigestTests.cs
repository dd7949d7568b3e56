using System.Security.Cryptography;
using System.Text;
using CsCheck;
using LabelHook.Images;

namespace LabelHook.Tests.Images;

public static class DigestTests
{
    // https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public static void Known_contents_have_the_digests_of_the_standard(string text, string digits) =>
        Assert.Equal("sha256:" + digits, $"{Digest.Compute(Encoding.ASCII.GetBytes(text))}");

    [Fact]
    public static void Any_content_has_the_digest_that_other_programs_compute() =>
        Gen.Byte.Array[0, 1000].Sample(content =>
        $"{Digest.Compute(content)}" == "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)));

    [Fact]
    public static void A_digest_is_parsed_as_it_is_formatted() => Gen.Byte.Array[0, 10].Sample(content =>
        Digest.TryParse($"{Digest.Compute(content)}", out var digest) && digest == Digest.Compute(content));
}
