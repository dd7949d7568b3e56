using System.Text.Json;

namespace LabelHook.Acceptance.Program;

// What --json prints fits the schemas that are installed with the program.
public sealed class SchemaTests : IAsyncDisposable
{
    // In an order in which each finds something to print.
    private static readonly string[] Commands =
    [
        "inspect samples/mattermost.yaml",
        "inspect samples/refused-text.yaml",
        "inspect samples/refused-text.yaml --expect",
        "plan samples/mattermost.yaml=2",
        "install m1 samples/mattermost.yaml",
        "install m1 samples/one-port.yaml --dry-run",
        "allocate web1 2 --protocol tcp",
        "claim web1 30000-30003 --protocol udp",
        "claim web1 50000 --protocol tcp",
        "move web1 --protocol tcp --dry-run",
        "plan samples/many-ports.yaml=25 samples/both-protocols.yaml",
        "reserve 20100-20110 --protocol udp --reason <SIP>",
        "list",
        "who 20001",
        "who 20100/udp",
        "who 20001 --at 0s",
        "who 20001-20110",
        "log",
        "map",
        "status",
        "check",
        "adopt --dry-run",
        "unreserve 20100-20110 --protocol udp",
        "deallocate web1 --protocol tcp",
        "remove m1",
        "remove none1",
        "list --config /none",
        "completion bash",
        "man",
        "--version",
    ];

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Each_document_matches_its_schema()
    {
        var checkedSchemas = new SortedSet<string>(StringComparer.Ordinal);
        var program = LabelHookProgram.Command.In(Repository.Root).With("HOME", folder.Path)
            .With("LABELHOOK_STATE", folder["state"]);
        foreach (var command in Commands)
        {
            var result = await program.RunAsync([.. command.Split(' '), "--json"]);

            var name = command switch
            {
                "who 20001 --at 0s" => "who-at",
                "who 20001-20110" => "who-ports",
                _ => command.Split(' ')[0].TrimStart('-'),
            };
            foreach (var (schema, text) in new[] { (name, result.Output), ("error", result.Errors) })
            {
                if (text.Length == 0)
                    continue;
                Assert.Empty(DocumentSchemas.LabelHook.Check(schema, JsonDocument.Parse(text).RootElement));
                checkedSchemas.Add(schema);
            }
        }

        // PodmanScanTests has images to scan.
        Assert.Equal(DocumentSchemas.LabelHook.Names.Except(["scan", "watch"]), checkedSchemas);
    }

    [Theory]
    [InlineData("""{"schema":2,"version":"1"}""")]
    [InlineData("""{"schema":1,"version":1}""")]
    [InlineData("""{"schema":1}""")]
    public void A_schema_rejects_an_invalid_document(string document) =>
        Assert.NotEmpty(DocumentSchemas.LabelHook.Check("version", JsonDocument.Parse(document).RootElement));

    public ValueTask DisposeAsync() => folder.DisposeAsync();
}
