namespace LabelHook.Cluster;

internal static class Program
{
    public static int Main(string[] arguments) =>
        Cli.Program.Run(arguments, "labelhook-cluster", ClusterCommand.Create);
}
