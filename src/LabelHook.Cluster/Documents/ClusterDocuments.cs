using System.Text.Json.Serialization;

namespace LabelHook.Cluster.Documents;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(PublishDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(WhoDocument))]
[JsonSerializable(typeof(MapDocument))]
[JsonSerializable(typeof(FitsDocument))]
[JsonSerializable(typeof(LeaseDocument))]
[JsonSerializable(typeof(ReleaseDocument))]
[JsonSerializable(typeof(LeasesDocument))]
internal sealed partial class ClusterDocuments : JsonSerializerContext;
