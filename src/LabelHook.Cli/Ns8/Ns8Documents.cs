using System.Text.Json.Serialization;

namespace LabelHook.Cli.Ns8;

// Ignores unknown members, as NS8's own steps do.
[JsonSourceGenerationOptions(
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AddModuleRequest))]
[JsonSerializable(typeof(UpdateModuleRequest))]
[JsonSerializable(typeof(UpdateModuleAnswer))]
[JsonSerializable(typeof(RemoveModuleRequest))]
[JsonSerializable(typeof(AllocatePortsRequest))]
[JsonSerializable(typeof(DeallocatePortsRequest))]
[JsonSerializable(typeof(ValidationError[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(IReadOnlyList<int[]>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class Ns8Documents : JsonSerializerContext;
