namespace LabelHook.Images;

// An image under one of its names.
// Image: Without labels if it cannot be read.
// Problem: Why it cannot be read; null when it can.
internal sealed record InstalledImage(ModuleImage Image, Problem? Problem = null)
{
    // A build names its intermediate images with 64 hexadecimal digits and this suffix; seen with podman 5.4.
    private const string TemporarySuffix = "-tmp";

    private const int TemporaryDigits = 64;

    // The name without tag and digest: images with the same repository are versions of each other.
    public string Repository => ImageReference.Parse(Image.Reference).Repository;

    // Whether the name exists only while a build runs.
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
