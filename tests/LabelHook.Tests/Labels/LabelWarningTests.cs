using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Nodes;

namespace LabelHook.Tests.Labels;

public sealed class LabelWarningTests
{
    [Fact]
    public void A_repeated_agent_causes_a_warning_with_what_NS8_keeps()
    {
        var warning = Assert.Single(Of("node:fwadm traefik@node:routeadm node:portsadm", isNs8: false));

        Assert.Equal(
            "label org.nethserver.authorizations names agent \"node\" more than once, and NethServer 8 keeps only "
                + "\"node:portsadm\"; write \"node:fwadm,portsadm\"",
            warning);
    }

    [Theory]
    [InlineData("node:allocate-ports", 1)]
    [InlineData("node:allocate-ports,deallocate-ports", 2)]
    [InlineData("node:portsadm", 0)]
    [InlineData("cluster:allocate-ports", 0)]
    public void Unknown_roles_cause_a_warning_on_NS8_nodes_only(string authorizations, int warnings)
    {
        Assert.Equal(warnings, Of(authorizations, isNs8: true).Count);
        Assert.Empty(Of(authorizations, isNs8: false));
    }

    [Fact]
    public void A_node_of_NS8_is_recognized_by_its_list_of_one_port_or_its_database()
    {
        Assert.False(new NodeSettings().IsNs8);
        Assert.True(new NodeSettings { SinglePortList = true }.IsNs8);
        Assert.True(new NodeSettings { Database = "/var/lib/nethserver/node/state/ports.sqlite" }.IsNs8);
    }

    private static IReadOnlyList<string> Of(string authorizations, bool isNs8)
    {
        var image = new ModuleImage(
            "web:1",
            "",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["org.nethserver.authorizations"] = authorizations,
            });
        var labels = ModuleLabels.Read(image.Labels, PortBand.Default.Range, out _);
        return LabelWarnings.ForLabels(image, labels.Authorizations, isNs8);
    }
}
