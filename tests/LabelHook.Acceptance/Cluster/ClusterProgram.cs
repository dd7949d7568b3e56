using System.Runtime.InteropServices;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

// The published program for clusters: LABELHOOK_CLUSTER_PROGRAM, or where `dotnet publish` puts it.
public static class ClusterProgram
{
    public static Command Command
    {
        get
        {
            RealPart.Require(
                "the published program for clusters",
                File.Exists(Location),
                "dotnet publish src/LabelHook.Cluster -c Release -r " + Platform);
            return new Command(Location);
        }
    }

    private static string Published => $"src/LabelHook.Cluster/bin/Release/net10.0/{Platform}/publish/labelhook-cluster";

    private static string Location { get; } = Environment.GetEnvironmentVariable("LABELHOOK_CLUSTER_PROGRAM")
        ?? Path.Join(Repository.Root, Published);

    private static string Platform =>
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
}
