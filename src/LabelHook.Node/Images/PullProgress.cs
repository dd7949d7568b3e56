namespace LabelHook.Images;

// What becomes of a layer while an image is pulled.
// Layer: The layer's short name.
// Status: The engine's words.
// Current: Bytes so far.
// Total: Bytes in all; 0 where they are not known.
internal readonly record struct PullProgress(string Layer, string Status, long Current, long Total);
