using LabelHook.Host;
using LabelHook.Images.Archives;
using LabelHook.Images.Containerfiles;
using LabelHook.Images.Engines;
using LabelHook.Images.Stores;

namespace LabelHook.Images.Sources;

// Finds an image in a file or folder, as a sample, in the configured engine or, without one, in podman's store and the
// engines with a socket.
// engine: The engine from the command line or the configuration.
// wait: The time that an answer of an engine, or reading an archive, may take.
internal sealed class ImageFinder(HostEnvironment host, EngineAddress? engine, TimeSpan wait)
{
    // Throws: the image is not found, or an engine does not answer.
    public ModuleImage Find(string image)
    {
        ImageTransport.RefuseUnknown(image);
        if (ImageTransport.InStore(image) is { } name)
            return FindInStore(image, name);
        if (ImageFile.Matches(image))
            return ImageFile.Read(image, wait);
        RefuseContainerfile(image);
        if (SampleFile.Matches(image))
            return SampleFile.Read(image).Image;
        if (!ImageReference.IsName(image))
            throw new LabelHookException(SourceProblems.ImageReference(image));
        if (Named() is { } named)
        {
            return Inspect(named, image)
                ?? throw new LabelHookException(SourceProblems.ImageMissing(image, [ContainerEngine.Describe(named)]));
        }

        return FindInstalled(image);
    }

    // Makes the configured engine, else the first with a socket, pull an image.
    // Throws: the pull fails, or there is no engine.
    public void Pull(string image, Action<PullProgress> progress)
    {
        ImageTransport.RefuseUnknown(image);
        if (ImageTransport.InStore(image) is not null || ImageFile.Matches(image) || SampleFile.Matches(image))
            throw new LabelHookException(SourceProblems.PullOfFile(image));
        RefuseContainerfile(image);
        if (!ImageReference.IsName(image))
            throw new LabelHookException(SourceProblems.ImageReference(image));
        using var client = Engine() ?? throw new LabelHookException(SourceProblems.PullWithoutEngine(image));
        client.Pull(image, progress);
    }

    // The source that a scan lists: the configured engine, else podman's store, else the first engine with a socket.
    // Throws: there is no source.
    public IImageSource Source()
    {
        if (Named() is null && PodmanStore.Find(host) is { } store)
            return store;
        return Engine() ?? throw new LabelHookException(SourceProblems.NoEngine("its images"));
    }

    // The files that change when images are added or removed; none with a configured engine, which reports events.
    public IEnumerable<string> WatchedFiles() => Named() is null ? PodmanStore.Lists(host) : [];

    // Returns: the configured engine, else the first with a socket; null when there is none.
    public ContainerEngine? Engine()
    {
        var address = Named() ?? EngineLocator.Existing(host).FirstOrDefault();
        return address is null ? null : new ContainerEngine(address, wait);
    }

    private static void RefuseContainerfile(string image)
    {
        if (Containerfile.Matches(image))
            throw new LabelHookException(ContainerfileProblems.NotBuilt(image));
    }

    // containers-storage: means podman's store, whichever engine is configured.
    private ModuleImage FindInStore(string image, string name)
    {
        if (!ImageReference.IsName(name.StartsWith('@') ? name[1..] : name))
            throw new LabelHookException(SourceProblems.ImageReference(image));
        var store = PodmanStore.Find(host) ?? throw new LabelHookException(SourceProblems.StoreMissing(image));
        return store.InspectExact(name)
            ?? throw new LabelHookException(SourceProblems.ImageMissing(image, [store.Name]));
    }

    private ModuleImage FindInstalled(string image)
    {
        var asked = new List<string>();
        if (PodmanStore.Find(host) is { } store)
        {
            if (store.Inspect(image) is { } found)
                return found;
            asked.Add(store.Name);
        }

        LabelHookException? failure = null;
        foreach (var socket in EngineLocator.Existing(host))
        {
            try
            {
                if (Inspect(socket, image) is { } found)
                    return found;
                asked.Add(ContainerEngine.Describe(socket));
            }
            catch (LabelHookException error)
            {
                failure = error; // another engine may have it
            }
        }

        throw failure ?? new LabelHookException(asked.Count == 0
            ? SourceProblems.NoEngine(ImageProblems.Image(image))
            : SourceProblems.ImageMissing(image, asked));
    }

    private EngineAddress? Named() => EngineLocator.Named(host, engine);

    private ModuleImage? Inspect(EngineAddress address, string image)
    {
        using var client = new ContainerEngine(address, wait);
        return client.Inspect(image);
    }
}
