using LabelHook.Labels;

namespace LabelHook.Tests.Labels;

public sealed class NearLabelTests
{
    [Theory]
    [InlineData("org.nethserver.tcp-port-demand")]
    [InlineData("tcp-ports-demand")]
    [InlineData("org.nethserver.tcp-ports-demand ")]
    [InlineData(" org.nethserver.tcp-ports-demand")]
    [InlineData("org.nethserver.tcp-ports-demand\t")]
    [InlineData("org.nethserver.tcp-ports-demand\u00a0")]
    [InlineData("org.nethserver.tcp-ports-demand\u200b")]
    [InlineData("org.nethserver.tcp\u2011ports\u2011demand")]
    [InlineData("org.nethserver.tcp-p\u043erts-demand")]
    [InlineData("org.nethserver.TCP-ports-demand")]
    [InlineData("Org.NethServer.Tcp-Ports-Demand")]
    [InlineData("org.nethserver.tcp_ports_demand")]
    [InlineData("org.nethserver.tcp.ports.demand")]
    [InlineData("org.nethserver/tcp-ports-demand")]
    [InlineData("orgnethserver.tcp-ports-demand")]
    [InlineData("org_nethserver_tcp_ports_demand")]
    [InlineData("org.nethsever.tcp-ports-demand")]
    [InlineData("com.nethserver.tcp-ports-demand")]
    [InlineData("nethserver.tcp-ports-demand")]
    [InlineData("org.nethesis.tcp-ports-demand")]
    [InlineData("org.nethserver.tcp-ports-demands")]
    [InlineData("org.nethserver.tcp-ports")]
    [InlineData("org.nethserver.tcp-demand")]
    [InlineData("org.nethserver.tcp-ports-count")]
    [InlineData("tcp-port-demand")]
    [InlineData("\"org.nethserver.tcp-ports-demand\"")]
    public void A_misspelt_label_for_tcp_ports_is_recognized(string key) =>
        Assert.Equal("org.nethserver.tcp-ports-demand", NearLabel.Meant(key));

    [Theory]
    [InlineData("org.nethserver.udp-port-demand", "org.nethserver.udp-ports-demand")]
    [InlineData("udp-ports-demand", "org.nethserver.udp-ports-demand")]
    [InlineData("org.nethserver.authorisations", "org.nethserver.authorizations")]
    [InlineData("org.nethserver.authorization", "org.nethserver.authorizations")]
    [InlineData("org.nethserver.authorizations ", "org.nethserver.authorizations")]
    [InlineData("org.nethserver.Authorizations", "org.nethserver.authorizations")]
    public void The_other_labels_are_recognized_too(string key, string meant) =>
        Assert.Equal(meant, NearLabel.Meant(key));

    [Theory]
    [InlineData("org.nethserver.tcp-ports-demand")]
    [InlineData("org.nethserver.udp-ports-demand")]
    [InlineData("org.nethserver.authorizations")]
    [InlineData("org.nethserver.images")]
    [InlineData("org.nethserver.rootfull")]
    [InlineData("org.nethserver.volumes")]
    [InlineData("org.nethserver.min-core")]
    [InlineData("org.nethserver.min-from")]
    [InlineData("org.nethserver.max-per-node")]
    [InlineData("org.nethserver.flags")]
    [InlineData("org.opencontainers.image.title")]
    [InlineData("org.opencontainers.image.authors")]
    [InlineData("io.buildah.version")]
    [InlineData("io.openshift.expose-services")]
    [InlineData("com.example.authorizations")]
    [InlineData("maintainer")]
    [InlineData("version")]
    [InlineData("tcp-ports")]
    [InlineData("")]
    public void Other_labels_are_ignored(string key) => Assert.Null(NearLabel.Meant(key));
}
