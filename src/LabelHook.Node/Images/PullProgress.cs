namespace LabelHook.Images;

/// <summary>What becomes of a layer while an image is pulled.</summary>
/// <param name="Layer">The layer's short name.</param>
/// <param name="Status">The engine's words.</param>
/// <param name="Current">Bytes so far.</param>
/// <param name="Total">Bytes in all; 0 where they are not known.</param>
internal readonly record struct PullProgress(string Layer, string Status, long Current, long Total);
