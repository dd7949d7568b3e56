namespace LabelHook.Images;

// An image under one of its names.
// Image: The image; without labels where it cannot be read.
// Problem: Why it cannot be read; null when it can.
internal sealed record InstalledImage(ModuleImage Image, Problem? Problem = null)
{
    // What a build appends to 64 hexadecimal digits to name an image that it removes again; seen with podman 5.4.
    private const string TemporarySuffix = "-tmp";

    private const int TemporaryDigits = 64;

    // The name without tag and digest: images that share it are versions of each other.
    public string Repository => ImageReference.Parse(Image.Reference).Repository;

    // Whether it has this name only while a build runs.
    public bool IsTemporary
    {
        get
        {
            var name = Repository[(Repository.LastIndexOf('/') + 1)..];
            return name.Length == TemporaryDigits + TemporarySuffix.Length
                && name.EndsWith(TemporarySuffix, StringComparison.Ordinal)
                && name[..TemporaryDigits].All(char.IsAsciiHexDigitLower);
        }
    }
}
