namespace LabelHook.Acceptance.Containers;

// The image is built once for all classes that name this one.
[CollectionDefinition]
public sealed class ImageBuild : ICollectionFixture<LabelHookImage>;
