using System.CommandLine;
using LabelHook.Cluster.Documents;
using LabelHook.Cluster.Leasing;
using LabelHook.Cluster.Options;

namespace LabelHook.Cluster.Commands;

internal static class LeasesCommand
{
    public static Command Create(ClusterOptions options)
    {
        var command = new Command("leases", "List the leases of all nodes");
        command.SetAction(parsed =>
        {
            using var store = options.ConnectToRead(parsed);
            var claims = ClusterClaims.Read(store);
            var leases = ListedLease.All(claims);
            var terminal = options.Services.Terminal;
            if (terminal.AsJson)
                terminal.Print(LeasesDocument.From(leases, claims.Warnings), ClusterDocuments.Default.LeasesDocument);
            else if (leases.Count > 0)
                terminal.PrintTable([["PORTS", "NODE", "STATE"], .. leases.Select(Row)]);
            terminal.Warn(claims.Warnings);
        });
        return command;
    }

    private static string[] Row(ListedLease lease) => [$"{lease.Ports}", $"{lease.Node}", State(lease)];

    private static string State(ListedLease lease) => lease.State switch
    {
        LeaseState.Conflict => $"conflict with node {lease.Rival}",
        LeaseState.Unused => "unused",
        LeaseState.Lost => "lost, leased again by the next publication",
        _ => "current",
    };
}
