namespace LabelHook.Acceptance.Images;

// The ways in which images come to an engine, and what the engine itself says of them.
public interface IImages
{
    // From a Containerfile.
    Task BuildAsync(LabelledImage image);

    // Without a Containerfile, or not by the engine's own client.
    Task AssembleAsync(LabelledImage image);

    // Made elsewhere, then copied in.
    Task CopyAsync(LabelledImage image);

    // From a bare tar file: such an image has no labels at all.
    Task ImportAsync(string archive, string reference);

    // What `image inspect` says, by a Go template.
    Task<string> InspectAsync(string reference, string format);
}
