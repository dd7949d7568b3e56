using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LabelHook.Checks;
using LabelHook.Cli.Json;
using LabelHook.Maps;
using LabelHook.Modules;
using LabelHook.Sockets;
using ClusterDocuments = LabelHook.Cluster.Documents.ClusterDocuments;
using NodeDocument = LabelHook.Cluster.Documents.NodeDocument;
using NodeState = LabelHook.Cluster.Reading.NodeState;
using PortAnswerDocument = LabelHook.Cluster.Documents.PortAnswerDocument;
using PublishDocument = LabelHook.Cluster.Documents.PublishDocument;
using PublishOutcome = LabelHook.Cluster.Publishing.PublishOutcome;

namespace LabelHook.Tests.Program.Json;

// JSON Schemas of what a program prints with --json, made from the documents themselves.
internal sealed record DocumentSchemas(string Program, string Folder, IReadOnlyDictionary<string, Type> Documents)
{
    private static readonly SortedDictionary<string, Type> LabelHookDocuments =
        new(StringComparer.Ordinal)
        {
            ["adopt"] = typeof(AdoptDocument),
            ["allocate"] = typeof(AllocateDocument),
            ["check"] = typeof(CheckDocument),
            ["claim"] = typeof(AllocateDocument),
            ["completion"] = typeof(CompletionDocument),
            ["deallocate"] = typeof(DeallocateDocument),
            ["error"] = typeof(ErrorDocument),
            ["inspect"] = typeof(InspectDocument),
            ["install"] = typeof(InstallDocument),
            ["list"] = typeof(ListDocument),
            ["man"] = typeof(ManualDocument),
            ["log"] = typeof(LogDocument),
            ["map"] = typeof(MapDocument),
            ["move"] = typeof(AllocateDocument),
            ["plan"] = typeof(PlanDocument),
            ["remove"] = typeof(RemoveDocument),
            ["reserve"] = typeof(ReserveDocument),
            ["scan"] = typeof(ScanDocument),
            ["status"] = typeof(StatusDocument),
            ["unreserve"] = typeof(UnreserveDocument),
            ["version"] = typeof(VersionDocument),
            ["watch"] = typeof(ScanDocument),
            ["who"] = typeof(WhoDocument),
            ["who-at"] = typeof(WhoAtDocument),
            ["who-ports"] = typeof(WhoPortsDocument),
        };

    private static readonly DocumentSchemas LabelHook = new("labelhook", "hooks/schemas", LabelHookDocuments);

    private static readonly DocumentSchemas Cluster =
        new("labelhook-cluster", "hooks/cluster/schemas", ReadClusterDocuments());

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    // The words that a member can be.
    private static readonly Dictionary<(Type Document, string Member), IEnumerable<string>> Words = new()
    {
        [(typeof(PortStatusDocument), "protocol")] = ["tcp", "udp"],
        [(typeof(PortSpanDocument), "protocol")] = ["tcp", "udp"],
        [(typeof(ShortageDocument), "protocol")] = ["tcp", "udp"],
        [(typeof(ProtocolMapDocument), "protocol")] = ["tcp", "udp"],
        [(typeof(MapSegmentDocument), "kind")] = Enum.GetValues<MapKind>().Select(MapSegmentDocument.Word),
        [(typeof(SocketDocument), "state")] = Enum.GetValues<SocketState>().Select(SocketDocument.Word).Distinct(),
        [(typeof(FindingDocument), "kind")] = Enum.GetValues<FindingKind>().Select(FindingWord),
        [(typeof(ModuleDocument), "environmentState")] =
            Enum.GetValues<EnvironmentState>().Select(EnvironmentWord).OfType<string>(),
        [(typeof(NodeDocument), "state")] = Enum.GetValues<NodeState>().Select(NodeDocument.Word),
        [(typeof(PortAnswerDocument), "protocol")] = ["tcp", "udp"],
        [(typeof(PortAnswerDocument), "state")] =
            Enum.GetValues<MapKind>().Cast<MapKind?>().Append(null).Select(PortAnswerDocument.Word).Distinct(),
        [(typeof(PublishDocument), "outcome")] = Enum.GetValues<PublishOutcome>().Select(PublishDocument.Word),
    };

    public static IReadOnlyList<DocumentSchemas> All => [LabelHook, Cluster];

    public string Write(string name)
    {
        var exporter =
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete };
        var document = Options.GetJsonSchemaAsNode(Documents[name], exporter).AsObject();
        document["properties"]!.AsObject().Insert(0, "schema", new JsonObject { ["const"] = JsonText.Schema });
        document["required"]!.AsArray().Insert(0, "schema");

        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = name == "error" ? $"An error of {Program}" : $"What {Program} {name} prints",
        };
        foreach (var (keyword, value) in document)
            schema[keyword] = value?.DeepClone();
        return schema.ToJsonString(Options) + "\n";
    }

    // Its errors, manual, completion and version are documents of the other program.
    private static SortedDictionary<string, Type> ReadClusterDocuments()
    {
        const string Suffix = "Document";
        var types = from attribute in typeof(ClusterDocuments).GetCustomAttributesData()
                    where attribute.AttributeType == typeof(JsonSerializableAttribute)
                    let type = (Type)attribute.ConstructorArguments[0].Value!
                    where type.Name.EndsWith(Suffix, StringComparison.Ordinal)
                    select type;
        return new(
            types.ToDictionary(type => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name[..^Suffix.Length])),
            StringComparer.Ordinal);
    }

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        if (schema["properties"] is JsonObject properties)
            schema["required"] = new JsonArray([.. properties.Select(property => JsonValue.Create(property.Key))]);
        if (context.PropertyInfo is { } member && Words.TryGetValue((member.DeclaringType, member.Name), out var words))
            schema["enum"] = new JsonArray(
                [.. words.Concat(IsNullable(schema) ? [null] : (string?[])[]).Select(word => JsonValue.Create(word))]);
        return schema;
    }

    private static bool IsNullable(JsonObject schema) => schema["type"] is JsonArray;

    private static string FindingWord(FindingKind kind) => new Finding(kind, null, null, default, "", "").Word;

    private static string? EnvironmentWord(EnvironmentState state) =>
        new ModuleListing("", null, [], state).EnvironmentWord;
}
