using LabelHook.Images;
using LabelHook.Images.Archives;

namespace LabelHook.Tests.Images.Archives;

public sealed class UnpackingTests : IDisposable
{
    // The header of a file of xz without checks, and of its first block up to the size of its window.
    private const string Xz = "fd377a585a00" + "0000ff12d941" + "02002101";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Compressions =>
        new(Directory.EnumerateFiles(Kept, "oci*.tar.*").Select(path => Path.GetFileName(path)));

    private static string Kept => Repository.At("tests/LabelHook.Tests/Corpus/archive");

    [Theory]
    [MemberData(nameof(Compressions))]
    public void An_archive_is_read_in_any_compression(string name) => Assert.NotEmpty(Read(Bytes(name)).Labels);

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Truncated_data_is_damage(string name)
    {
        var bytes = Bytes(name);

        Refused("LH2024", bytes[..(bytes.Length / 2)]);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Data_after_the_archive_is_ignored_as_the_engines_do(string name) =>
        Assert.NotEmpty(Read([.. Bytes(name), .. "garbage"u8]).Labels);

    [Theory]
    [InlineData(Xz + "1d")] // 96 MiB
    [InlineData(Xz + "28")] // 4 GiB
    [InlineData("28b52ffd" + "00" + "81" + "010000")] // 72 MiB
    [InlineData("28b52ffd" + "00" + "f8" + "010000")] // 2 TiB
    public void A_file_that_claims_too_much_memory_is_rejected(string bytes) =>
        Assert.Contains("64 MiB", Refused("LH2071", Convert.FromHexString(bytes)), StringComparison.Ordinal);

    [Theory]
    [InlineData("fd377a585a00" + "0000ff12d941" + "02012101" + "16")] // two filters
    [InlineData("fd377a585a00" + "0000ff12d941" + "02000301" + "00")] // another filter
    [InlineData("fd377a585a00" + "0001ff12d941")]
    [InlineData("fd377a585a00")]
    [InlineData("425a68")]
    [InlineData("425a6839" + "314159265359" + "00000000")]
    [InlineData("28b52ffd")]
    [InlineData("28b52ffd" + "00" + "00" + "070000")] // a block of a kind that is none
    public void Invalid_compressed_data_is_damage(string bytes) =>
        Refused("LH2024", Convert.FromHexString(bytes));

    public void Dispose() => _folder.Dispose();

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Join(Kept, name));

    private ModuleImage Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder["image"], bytes);
        return ImageFile.Read("oci-archive:" + _folder["image"], TimeSpan.FromSeconds(30));
    }

    private string Refused(string code, byte[] bytes)
    {
        var problem = Assert.Throws<LabelHookException>(() => Read(bytes)).Problem;
        Assert.Equal(code, problem.Code);
        return problem.Message;
    }
}
