using System.Globalization;

namespace LabelHook.Tests;

// Where a test begins to draw: elsewhere in each run, told when it fails, and repeated by LABELHOOK_SEED.
internal static class Seed
{
    public static int Draw()
    {
        var given = Environment.GetEnvironmentVariable("LABELHOOK_SEED");
        var seed = int.TryParse(given, CultureInfo.InvariantCulture, out var repeated) ? repeated : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"LABELHOOK_SEED={seed}");
        return seed;
    }
}
