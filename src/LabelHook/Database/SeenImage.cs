namespace LabelHook.Database;

/// <summary>What a scan remembers of an image.</summary>
/// <param name="Id">The image that had the name then.</param>
/// <param name="Problem">Why it was refused; <see langword="null"/> when it was not.</param>
internal sealed record SeenImage(string Id, string? Problem);
