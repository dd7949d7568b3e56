
namespace LabelHook.Acceptance.Nodes;

// The output of `list` in a form that can be compared.
public static class Modules
{
    // One string per module: its name, its ports, its image.
    public static async Task<IReadOnlyList<string>> ModulesAsync(this Node node)
    {
        var list = (await node.RunAsync("list", "--json")).Succeeded().Json;

        return
        [
            .. list.GetProperty("modules").EnumerateArray().Select(module => string.Join(
                ' ',
                [
                    module.GetProperty("module").GetString(),
                    .. Blocks(module, "tcp"),
                    .. Blocks(module, "udp"),
                    module.GetProperty("image").GetString(),
                ])),
        ];
    }

    private static IEnumerable<string> Blocks(System.Text.Json.JsonElement module, string protocol) =>
        module.GetProperty(protocol).EnumerateArray().Select(
            block => $"{block.GetProperty("start").GetInt32()}-{block.GetProperty("end").GetInt32()}/{protocol}");
}
