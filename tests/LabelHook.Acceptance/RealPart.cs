namespace LabelHook.Acceptance;

// A part of the real system that a test needs. If it is missing the test is skipped and says what it lacks, so that
// `dotnet test` passes anywhere; with LABELHOOK_REAL=1, which tests/run.sh sets, the test fails.
public static class RealPart
{
    private static bool Everything =>
        string.Equals(Environment.GetEnvironmentVariable("LABELHOOK_REAL"), "1", StringComparison.Ordinal);

    public static void Require(string name, bool condition, string how)
    {
        if (condition)
            return;

        var lack = $"{name} is missing here; to get it: {how}";

        if (Everything)
            Assert.Fail(lack);

        Assert.Skip(lack);
    }

    public static void RequireRoot() =>
        Require(
            "root", string.Equals(Environment.UserName, "root", StringComparison.Ordinal), "run tests/run.sh as root");

    public static void RequireProgram(string program, string package) =>
        Require(program, Find(program) is not null, $"apt-get install {package}");

    public static void RequirePythonRedis() => Require(
        "python3-redis",
        Directory.Exists("/usr/lib/python3/dist-packages/redis"),
        "apt-get install python3 python3-redis");

    // Where the shell would find a program; sbin too, which is not in the PATH of ordinary users.
    public static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin"
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)) // which leaves an absolute path as it is
            .FirstOrDefault(File.Exists);
}
