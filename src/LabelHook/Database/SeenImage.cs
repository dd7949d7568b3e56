namespace LabelHook.Database;

// What a scan remembers of an image.
// Id: The image that had the name then.
// Problem: Why it was refused; null when it was not.
internal sealed record SeenImage(string Id, string? Problem);
