using LabelHook.Images.Archives;
using LabelHook.Images.Containerfiles;

namespace LabelHook.Images.Sources;

// What inspect and plan read: besides images and samples, Containerfiles, and a configuration on standard input.
// readInput: Reads standard input up to a number of bytes; null when it is longer.
internal sealed class ImageDescriptions(ImageFinder images, Func<int, byte[]?> readInput)
{
    private DescribedImage? _input;

    // Throws: the image is not found, or its description is not valid.
    public DescribedImage Read(string image)
    {
        if (image == ConfigurationInput.Name)
            return _input ??= new DescribedImage(ConfigurationInput.Read(readInput(ConfigurationInput.MaxSize)));
        ImageTransport.RefuseUnknown(image);
        if (ImageTransport.InStore(image) is not null || ImageFile.Matches(image))
            return new DescribedImage(images.Find(image));
        if (Containerfile.Matches(image))
            return new DescribedImage(Containerfile.Read(image, out var warnings)) { Warnings = warnings };
        return SampleFile.Matches(image) ? SampleFile.Read(image) : new DescribedImage(images.Find(image));
    }

    // Throws: also when there is nothing to compare the image with.
    public DescribedImage ReadWithExpectation(string image)
    {
        var description = Read(image);
        return description.Expected is not null
            ? description
            : throw new LabelHookException(SourceProblems.NoExpectation(image));
    }
}
