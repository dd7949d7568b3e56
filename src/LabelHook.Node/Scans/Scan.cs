using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Nodes;

namespace LabelHook.Scans;

// Installs the images that no scan has seen yet, and remembers them by name. So it does not undo what a person did: a
// removed module is not installed again from the same image, and removing an image does not release ports.
internal sealed class Scan(Node node, IImageSource source, TimeProvider? clock = null)
{
    // Most looks of one scan, so that it ends even on a host that builds images all the time; arbitrary.
    private const int MaxLooks = 10;

    // untilStable: Whether to look again until nothing has changed since the last look, so that no image is missed.
    // stop: Ends the scan between two modules; the next scan installs the rest.
    // Throws: the images or the ports database cannot be read, and nothing was done. A rejected image does not end a
    // scan.
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
                result.Images = found.Count(
                    image => image.Problem is not null || ModuleLabels.AreIn(image.Image.Labels));
                Look(found, result, stop);
                if (!untilStable)
                    break;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            result.IsStopped = true;
        }
        catch (LabelHookException error) when (
            result.Installed.Count + result.Refused.Count + result.Warnings.Count > 0)
        {
            result.Failure = error;
        }

        return result;
    }

    // In a fixed order, because engines list images of the same second in another order each time. A stop does not wait
    // for an engine that does not answer.
    private List<InstalledImage> Listed(CancellationToken stop)
    {
        var rules = node.Settings.Scan;
        var listing = Task.Run(source.List, stop);
        var listed = listing.WaitAsync(stop).GetAwaiter().GetResult();
        return
        [
            .. listed
                .Where(image => !image.IsTemporary && rules.Accepts(ImageReference.Parse(image.Image.Reference)))
                .DistinctBy(image => image.Image.Reference, StringComparer.Ordinal)
                .OrderBy(image => ImageAge.Seconds(image.Image.Created))
                .ThenBy(image => image.Image.Reference, StringComparer.Ordinal),
        ];
    }

    private void Look(List<InstalledImage> found, ScanResult result, CancellationToken stop)
    {
        using var database = node.Open(toRead: false);
        database.KeepsStatements = true;
        var now = (clock ?? TimeProvider.System).GetUtcNow();
        var seen = database.SeenImages(source.Name);
        var arrivals = new Arrivals(node.Settings, source, found, database.Modules(), seen, now);
        new ScanLook(node, database, source.Name, arrivals, result).Run(stop);
        stop.ThrowIfCancellationRequested();
    }
}
