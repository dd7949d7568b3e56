using System.Runtime.Versioning;
using LabelHook.Adoptions;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Adoptions;

internal static class AdoptingNode
{
    // Applies the plan that it made before, and holds the adoption to it.
    public static AdoptionPlan Adopt(
        this TestNode node, string? upstream = null, params IReadOnlyCollection<ModuleName> accepted)
    {
        var adoption = new Adoption(node.Node, upstream, accepted);
        var plan = adoption.Plan();

        var done = adoption.Apply();

        Assert.Equal([.. plan.Blocks], done.Blocks);
        return done;
    }

    public static void WriteUpstream(this TestNode node, string statements) =>
        TestNode.MakeUpstreamDatabase(node.Folder["upstream"], statements);

    [SupportedOSPlatform("linux")]
    public static string WriteUntrusted(this TestNode node, string module, string text)
    {
        const UnixFileMode Everyone = (UnixFileMode)0b110_110_110;
        var path = node.WriteEnvironment(module, text);
        File.SetUnixFileMode(path, Everyone);
        return path;
    }
}
