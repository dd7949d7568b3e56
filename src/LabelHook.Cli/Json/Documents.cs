using System.Text.Json.Serialization;

namespace LabelHook.Cli.Json;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(InstallDocument))]
[JsonSerializable(typeof(RemoveDocument))]
[JsonSerializable(typeof(InspectDocument))]
[JsonSerializable(typeof(AllocateDocument))]
[JsonSerializable(typeof(DeallocateDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(WhoDocument))]
[JsonSerializable(typeof(WhoAtDocument))]
[JsonSerializable(typeof(WhoPortsDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(MapDocument))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(ReserveDocument))]
[JsonSerializable(typeof(UnreserveDocument))]
[JsonSerializable(typeof(ScanDocument))]
[JsonSerializable(typeof(AdoptDocument))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(CompletionDocument))]
[JsonSerializable(typeof(ManualDocument))]
[JsonSerializable(typeof(VersionDocument))]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class Documents : JsonSerializerContext;
