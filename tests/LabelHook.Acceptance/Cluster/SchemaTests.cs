using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

// What --json prints fits the schemas that are installed with the program for clusters.
public static class SchemaTests
{
    private static readonly string[] Commands =
    [
        "publish",
        "list",
        "who 20001",
        "who 20003/tcp",
        "map",
        "fits samples/one-port.yaml",
        "fits samples/two-ports.yaml 2 --keep 2/mail1",
        "lease 600",
        "leases",
        "release 20501-21000",
    ];

    // Those of both programs.
    private static readonly string[] CommonCommands = ["completion bash", "man", "--version", "who x"];

    [Fact]
    public static async Task Each_document_matches_its_schema()
    {
        await using var redis = await Redis.StartPlainAsync();
        await using var one = new ClusterHost("1", redis);
        await using var two = new ClusterHost("2", redis);
        await two.AllocateAsync("mail1", 2);
        (await LabelHookProgram.Command.With("LABELHOOK_STATE", two.State)
            .RunAsync("reserve", "20003", "--protocol", "tcp", "--reason", "SIP")).Succeeded();
        await two.PublishAsync();
        await redis.RunAsync("HSET", "node/3/vpn", "ip_address", "10.5.4.3");
        await redis.RunAsync("HSET", "node/4/labelhook", "schema", "9");
        var program = one.Program.In(Repository.Root);
        var checkedSchemas = new SortedSet<string>(StringComparer.Ordinal);

        foreach (var command in Commands)
        {
            var result = await program.RunAsync([.. command.Split(' '), "--json"]);

            var name = command.Split(' ')[0];
            Assert.Empty(DocumentSchemas.Cluster.Check(name, result.Succeeded().Json));
            checkedSchemas.Add(name);
        }

        Assert.Equal(DocumentSchemas.Cluster.Names, checkedSchemas);
    }

    [Fact]
    public static async Task Documents_of_both_programs_match_the_schemas_of_labelhook()
    {
        foreach (var command in CommonCommands)
        {
            var result = await ClusterProgram.Command.RunAsync([.. command.Split(' '), "--json"]);

            var (name, document) = result.ExitCode == 0
                ? (command.Split(' ')[0].TrimStart('-'), result.Json)
                : ("error", result.ErrorJson);
            Assert.Empty(DocumentSchemas.LabelHook.Check(name, document));
        }
    }
}
