namespace LabelHook.Images;

// The progress of one layer of a pull.
// Layer: The layer's short ID.
// Status: In the engine's words.
// Current: Bytes so far.
// Total: Bytes in total; 0 if unknown.
internal readonly record struct PullProgress(string Layer, string Status, long Current, long Total);
