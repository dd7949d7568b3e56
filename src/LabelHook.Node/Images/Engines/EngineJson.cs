using System.Text.Json.Serialization;

namespace LabelHook.Images.Engines;

// JSON of docker's files. Names are read in any case, as Go does; a name that stands twice is refused, and what is of
// another type, too.
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true,
    AllowDuplicateProperties = false,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DockerContext.ConfigFile))]
[JsonSerializable(typeof(DockerContext.MetaFile))]
internal sealed partial class EngineJson : JsonSerializerContext;
