using System.Text.Json.Serialization;

namespace LabelHook.Images.Engines;

// The JSON of docker's files. The case of names does not matter, as in Go; a repeated name or a value of another type
// is an error.
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true,
    AllowDuplicateProperties = false,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DockerContext.ConfigFile))]
[JsonSerializable(typeof(DockerContext.MetaFile))]
internal sealed partial class EngineJson : JsonSerializerContext;
