using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Nodes;

namespace LabelHook.Scans;

// Looks at the installed images, and installs those that it has not seen yet. What it saw it remembers by name, so that
// it undoes nothing that a person did: a module that was removed stays removed while its image stays, and an image that
// goes takes no ports away.
internal sealed class Scan(Node node, IImageSource source, TimeProvider? clock = null)
{
    // How often a scan looks again; arbitrary, a host that builds images all the time must not keep it for ever.
    private const int MaxLooks = 10;

    // untilStable: Whether to look again until the images are those of the last look: what comes during a look is seen
    // too.
    // stop: Ends the scan between two modules; what is not installed by then is new to the next scan.
    // Throws: the images or the ports database cannot be read, and nothing was done. An image that is refused is no reason to
    // stop.
    public ScanResult Run(bool untilStable, CancellationToken stop = default)
    {
        var result = new ScanResult();
        try
        {
            var before = new HashSet<(string, string)>();
            for (var looks = 1; ; looks++)
            {
                var found = Listed(stop);
                var names = found.Select(image => (image.Image.Reference, image.Image.Id)).ToHashSet();
                if (looks > 1 && names.SetEquals(before))
                    break;
                if (looks > MaxLooks)
                {
                    result.IsUnsettled = true;
                    break;
                }

                before = names;
                result.Images = found.Count(image => image.Problem is not null || ModuleLabels.AreIn(image.Image.Labels));
                Look(found, result, stop);
                if (!untilStable)
                    break;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            result.IsStopped = true;
        }
        catch (LabelHookException error) when (result.Installed.Count + result.Refused.Count + result.Warnings.Count > 0)
        {
            result.Failure = error;
        }

        return result;
    }

    // The images in an order that depends on nothing but the images: engines list those of one second in another order
    // each time. An engine that does not answer keeps nobody who wants to stop.
    private List<InstalledImage> Listed(CancellationToken stop)
    {
        var listing = Task.Run(source.List, stop);
        var listed = listing.WaitAsync(stop).GetAwaiter().GetResult();
        return
        [
            .. listed.DistinctBy(image => image.Image.Reference, StringComparer.Ordinal)
                .OrderBy(image => ImageAge.Seconds(image.Image.Created)).ThenBy(image => image.Image.Reference, StringComparer.Ordinal),
        ];
    }

    private void Look(List<InstalledImage> found, ScanResult result, CancellationToken stop)
    {
        using var database = node.Open(toRead: false);
        var now = (clock ?? TimeProvider.System).GetUtcNow();
        var arrivals = new Arrivals(node.Settings, found, database.Modules(), database.Images(source.Name), now);
        new ScanLook(node, database, source.Name, arrivals, result).Run(stop);
        stop.ThrowIfCancellationRequested();
    }
}
