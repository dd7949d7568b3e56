using System.Globalization;

namespace LabelHook.Tests;

// The seed of a random test: a new one in each run, printed if the test fails, and set by LABELHOOK_SEED.
internal static class Seed
{
    public static int Draw()
    {
        var given = Environment.GetEnvironmentVariable("LABELHOOK_SEED");
        var seed = int.TryParse(
            given, CultureInfo.InvariantCulture, out var repeated) ? repeated : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"LABELHOOK_SEED={seed}");
        return seed;
    }
}
