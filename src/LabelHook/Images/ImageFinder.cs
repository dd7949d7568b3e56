using LabelHook.Settings;

namespace LabelHook.Images;

/// <summary>Finds the image that somebody means: a sample, or an installed image of the engine that was named, else of the engines that are there.</summary>
/// <param name="host">The surroundings of the process.</param>
/// <param name="engine">The engine that the command line or the configuration names.</param>
/// <param name="wait">How long an engine may take to answer.</param>
internal sealed class ImageFinder(HostEnvironment host, Uri? engine, TimeSpan wait)
{
    /// <exception cref="LabelHookException">There is no such image, or the engine does not answer.</exception>
    public ModuleImage Find(string image)
    {
        if (SampleFile.Matches(image))
            return SampleFile.Read(image);
        if (!ImageReference.IsName(image))
            throw new LabelHookException(Problems.ImageReference(image));
        if ((engine ?? EngineSocket.Named(host)) is { } named)
            return Ask(named, image) ?? throw new LabelHookException(Problems.ImageMissing(image, [ContainerEngine.Describe(named)]));

        var asked = new List<string>();
        if (PodmanStore.Find(host) is { } store)
        {
            if (store.Inspect(image) is { } found)
                return found;
            asked.Add(store.ToString());
        }

        LabelHookException? trouble = null;
        foreach (var socket in EngineSocket.Existing(host))
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

        throw trouble ?? new LabelHookException(asked.Count == 0 ? Problems.NoEngine(image) : Problems.ImageMissing(image, asked));
    }

    private ModuleImage? Ask(Uri address, string image)
    {
        using var client = new ContainerEngine(address, wait);
        return client.Inspect(image);
    }
}
