using System.Text.Json.Serialization;

namespace LabelHook.Cli.Ns8;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AddModuleRequest))]
[JsonSerializable(typeof(UpdateModuleRequest))]
[JsonSerializable(typeof(UpdateModuleAnswer))]
[JsonSerializable(typeof(RemoveModuleRequest))]
[JsonSerializable(typeof(AllocatePortsRequest))]
[JsonSerializable(typeof(DeallocatePortsRequest))]
[JsonSerializable(typeof(ValidationError[]))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(IReadOnlyList<int[]>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class Ns8Documents : JsonSerializerContext;
