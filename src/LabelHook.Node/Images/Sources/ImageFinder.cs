using LabelHook.Host;
using LabelHook.Images.Archives;
using LabelHook.Images.Engines;
using LabelHook.Images.Stores;

namespace LabelHook.Images.Sources;

// Finds the image that the user means: in a file or folder, as a sample, or an installed image of the engine that was
// named, else of the engines that are there.
// host: The surroundings of the process.
// engine: The engine that the command line or the configuration names.
// wait: How long an engine may take to answer, and the reading of an archive.
internal sealed class ImageFinder(HostEnvironment host, EngineAddress? engine, TimeSpan wait)
{
    // Throws: there is no such image, or the engine does not answer.
    public ModuleImage Find(string image)
    {
        ImageTransport.RefuseUnknown(image);
        if (ImageTransport.InStore(image) is { } name)
            return FindInStore(image, name);
        if (ImageFile.Matches(image))
            return ImageFile.Read(image, wait);
        if (SampleFile.Matches(image))
            return SampleFile.Read(image);
        if (!ImageReference.IsName(image))
            throw new LabelHookException(SourceProblems.ImageReference(image));
        if (Named() is { } named)
            return Ask(named, image) ?? throw new LabelHookException(SourceProblems.ImageMissing(image, [ContainerEngine.Describe(named)]));

        var asked = new List<string>();
        if (PodmanStore.Find(host) is { } store)
        {
            if (store.Inspect(image) is { } found)
                return found;
            asked.Add(store.Name);
        }

        LabelHookException? trouble = null;
        foreach (var socket in EngineLocator.Existing(host))
        {
            try
            {
                if (Ask(socket, image) is { } found)
                    return found;
                asked.Add(ContainerEngine.Describe(socket));
            }
            catch (LabelHookException error)
            {
                trouble = error; // another engine may have it
            }
        }

        throw trouble ?? new LabelHookException(asked.Count == 0 ? SourceProblems.NoEngine(ImageProblems.Image(image)) : SourceProblems.ImageMissing(image, asked));
    }

    // Has the engine that was named, else the first that is there, fetch an image.
    // Throws: it cannot be pulled, or no engine can pull it.
    public void Pull(string image, Action<PullProgress> progress)
    {
        ImageTransport.RefuseUnknown(image);
        if (ImageTransport.InStore(image) is not null || ImageFile.Matches(image) || SampleFile.Matches(image))
            throw new LabelHookException(SourceProblems.PullOfFile(image));
        if (!ImageReference.IsName(image))
            throw new LabelHookException(SourceProblems.ImageReference(image));
        using var client = Engine() ?? throw new LabelHookException(SourceProblems.PullWithoutEngine(image));
        client.Pull(image, progress);
    }

    // Where the images of this host are: the engine that was named, else podman's store, else the first engine that is
    // there.
    // Throws: there is none.
    public IImageSource Source()
    {
        if (Named() is null && PodmanStore.Find(host) is { } store)
            return store;
        return Engine() ?? throw new LabelHookException(SourceProblems.NoEngine("its images"));
    }

    // The files that change when images come or go; none where an engine is named, which tells by itself.
    public IEnumerable<string> WatchedFiles() => Named() is null ? PodmanStore.Lists(host) : [];

    // Returns: the engine that was named, else the first that is there; null when none is.
    public ContainerEngine? Engine() => (Named() ?? EngineLocator.Existing(host).FirstOrDefault()) is { } address ? new ContainerEngine(address, wait) : null;

    // Podman's store is what its transport names, whatever engine is named beside it.
    private ModuleImage FindInStore(string image, string name)
    {
        if (!ImageReference.IsName(name.StartsWith('@') ? name[1..] : name))
            throw new LabelHookException(SourceProblems.ImageReference(image));
        var store = PodmanStore.Find(host) ?? throw new LabelHookException(SourceProblems.StoreMissing(image));
        return store.InspectExact(name) ?? throw new LabelHookException(SourceProblems.ImageMissing(image, [store.Name]));
    }

    private EngineAddress? Named() => EngineLocator.Named(host, engine);

    private ModuleImage? Ask(EngineAddress address, string image)
    {
        using var client = new ContainerEngine(address, wait);
        return client.Inspect(image);
    }
}
