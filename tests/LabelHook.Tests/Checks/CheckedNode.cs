using LabelHook.Checks;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Checks;

internal static class CheckedNode
{
    public static CheckResult Check(this TestNode node, FakeHost host, bool repair = false) =>
        new Check(node.Node, () => host.State).Run(repair);

    public static string Text(this CheckResult result) =>
        string.Join('\n', result.Findings.Select(finding => $"{finding.Word}: {finding.Message}"));
}
