using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Cluster.Commands;
using LabelHook.Cluster.Manual;
using LabelHook.Cluster.Options;

namespace LabelHook.Cluster;

// The root of all commands.
internal static class ClusterCommand
{
    private const string Description =
        "Publishes the ports of this node in Redis, shows the ports of all nodes that publish there, "
        + "and leases ports that only one node allocates.";

    public static Command Create(Terminal terminal)
    {
        var options = new GlobalOptions();
        var cluster = new ClusterOptions(new Services(terminal, options));
        var root = new Command("labelhook-cluster", Description)
        {
            PublishCommand.Create(cluster),
            ListCommand.Create(cluster),
            WhoCommand.Create(cluster),
            MapCommand.Create(cluster),
            FitsCommand.Create(cluster),
            LeaseCommand.Create(cluster),
            ReleaseCommand.Create(cluster),
            LeasesCommand.Create(cluster),
        };
        cluster.AddTo(root);
        options.AddTo(root);
        Cli.RootCommand.Complete(root, cluster.Services, ClusterManual.Text);
        return root;
    }
}
