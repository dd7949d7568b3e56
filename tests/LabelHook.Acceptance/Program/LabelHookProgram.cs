using System.Runtime.InteropServices;

namespace LabelHook.Acceptance.Program;

// The published program: LABELHOOK_PROGRAM, or where `dotnet publish` puts it.
public static class LabelHookProgram
{
    public static Command Command
    {
        get
        {
            RealPart.Require(
                "the published program",
                File.Exists(Location),
                "dotnet publish src/LabelHook.Cli -c Release -r " + Platform);
            return new Command(Location);
        }
    }

    private static string Location { get; } = Environment.GetEnvironmentVariable("LABELHOOK_PROGRAM")
        ?? Path.Join(Repository.Root, "src/LabelHook.Cli/bin/Release/net10.0", Platform, "publish/labelhook");

    private static string Platform =>
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
}
