namespace LabelHook.Database;

// What a scan remembers of an image.
// Id: The image that had the name then.
// Problem: Why the scan rejected it; null when it did not.
internal sealed record SeenImage(string Id, string? Problem);
