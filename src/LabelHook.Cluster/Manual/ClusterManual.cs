using LabelHook.Cli.Manual;

namespace LabelHook.Cluster.Manual;

// The text of labelhook-cluster(1).
internal static class ClusterManual
{
    private const string Date = "2026-11-27";

    private const string Description = """
        .SH DESCRIPTION
        The nodes of a cluster share a Redis, in which each node publishes its ports.
        Any node can then show the ports of all nodes.
        Allocation does not depend on it:
        .BR labelhook (1)
        never uses the network.
        .PP
        Standard output is the result.
        Messages go to standard error; with \fB\-\-json\fR, an error is a JSON object with a stable code.
        .PP
        A publication that was not confirmed for an hour is \fIstale\fR.
        \fBlabelhook\-cluster publish\fR confirms one after 20 minutes even if nothing changed; its timer runs every
        10 minutes.
        .PP
        A node with \fIleases\fR allocates ports only from them, and no other node leases the same ports.
        \fBlabelhook\-cluster publish\fR leases more before the node runs out, and writes leases again that Redis lost.
        If two nodes have the same ports after such a loss, both stop allocating there, and \fBlabelhook check\fR reports
        it.
        Nodes without leases allocate from their whole band.
        """;

    private const string Rest = """
        .SH EXIT STATUS
        .TP
        .B 0
        Success, even with warnings about other nodes.
        .TP
        .B 1
        Failure: a message on standard error states the error.
        Nothing was changed unless the message says so.
        .TP
        .B 2
        Invalid usage.
        .SH ENVIRONMENT
        NethServer 8 has the first five variables in the environment of a node's agent.
        .TP
        .B REDIS_ADDRESS
        Address of Redis, or of the leader if there are replicas.
        .TP
        .B REDIS_REPLICA_ADDRESS
        Address of the replica of this node, for the commands that change nothing.
        .TP
        \fBREDIS_USER\fR, \fBREDIS_PASSWORD\fR
        The user, and the password.
        .TP
        .B NODE_ID
        Name of this node in the cluster.
        .TP
        \fBLABELHOOK_STATE\fR, \fBLABELHOOK_DATABASE\fR
        The state folder and the ports database.
        These and the variables that determine the container engine have the same meaning as for
        .BR labelhook (1).
        .TP
        .B JOURNAL_STREAM
        Set by systemd: the journal that reads standard error.
        .SH FILES
        .TP
        .I /etc/labelhook/cluster.env
        The variables that the units load.
        It is also read if \fBREDIS_ADDRESS\fR is not set.
        .TP
        .I /usr/local/lib/systemd/system/labelhook\-cluster*
        Units that run \fBlabelhook\-cluster publish\fR after each change of the ports database, and regularly.
        .SH EXAMPLES
        Publish the ports of this node, and show those of all nodes:
        .PP
        .nf
        .RS
        labelhook\-cluster publish
        labelhook\-cluster list
        .RE
        .fi
        .PP
        Show who has a port on each node:
        .PP
        .nf
        .RS
        labelhook\-cluster who 20001/tcp
        .RE
        .fi
        .PP
        Show which nodes have room for three modules of an image:
        .PP
        .nf
        .RS
        labelhook\-cluster fits mattermost.yaml 3
        .RE
        .fi
        .PP
        Allocate ports that no other node allocates, with room for a block of 1,200:
        .PP
        .nf
        .RS
        labelhook\-cluster lease 1200
        labelhook\-cluster leases
        .RE
        .fi
        .SH SEE ALSO
        .BR labelhook (1),
        .BR labelhook.yaml (5),
        .BR systemd.exec (5)
        """;

    public static ManualText Text => new(Date, Description, Rest);
}
