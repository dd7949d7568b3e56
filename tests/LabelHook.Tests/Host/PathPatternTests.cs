using LabelHook.Host;

namespace LabelHook.Tests.Host;

public sealed class PathPatternTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("/a/b", "/a/b", true)]
    [InlineData("/a/b", "/a/c", false)]
    [InlineData("/a/*", "/a/b", true)]
    [InlineData("/a/*", "/a/b/c", false)]
    [InlineData("/*/b", "/a/b", true)]
    [InlineData("/a/*.env", "/a/x.y.env", true)]
    [InlineData("/a/*.env", "/a/x.env.old", false)]
    [InlineData("/a/*x*y", "/a/axbxcy", true)]
    [InlineData("/a/*x*y", "/a/axbxc", false)]
    [InlineData("/a/*", "/a/.hidden", false)]
    [InlineData("/a/.*", "/a/.hidden", true)]
    [InlineData("/a/m?", "/a/m1", true)]
    [InlineData("/a/m?", "/a/m", false)]
    [InlineData("/a/m[0-9]", "/a/m1", true)]
    [InlineData("/a/m[0-9]", "/a/mx", false)]
    [InlineData("/a/m[!0-9]", "/a/mx", true)]
    [InlineData("/a/m[^0-9]", "/a/m1", false)]
    [InlineData("/a/m[]x]", "/a/m]", true)]
    [InlineData("/a/m[a-]", "/a/m-", true)]
    [InlineData("/a/m[1", "/a/m[1", true)]
    [InlineData("/a/m\\*", "/a/m*", true)]
    [InlineData("/a/m\\*", "/a/mx", false)]
    public static void A_pattern_matches_as_glob_does(string pattern, string path, bool isMatch) =>
        Assert.Equal(isMatch, PathPattern.Matches(pattern, path));

    [Theory]
    [InlineData("modules/*/environment", true)]
    [InlineData("modules/one/environment", true)]
    [InlineData("modules/t*/environment", false)]
    [InlineData("modules/one/environment/*", false)]
    [InlineData("nowhere/*/environment", false)]
    public void A_pattern_has_a_match_if_a_file_exists(string pattern, bool hasMatch)
    {
        _folder.Write("modules/one/environment", "");
        Directory.CreateDirectory(_folder["modules/two"]);

        Assert.Equal(hasMatch, PathPattern.HasMatch(_folder[pattern]));
    }

    public void Dispose() => _folder.Dispose();
}
