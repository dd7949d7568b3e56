using LabelHook.Images;
using LabelHook.Ports;

namespace LabelHook;

/// <summary>
/// Looks at the installed images, and installs those that it has not seen yet. What it saw it remembers by name, so that it undoes nothing that a person
/// did: a module that was removed stays removed while its image stays, and an image that goes takes no ports away.
/// </summary>
internal sealed class Scan(Node node, IImageSource source)
{
    private readonly Hook _hook = new(node);

    /// <param name="untilStable">Whether to look again until the images are those of the last look: what comes during a look is seen too.</param>
    /// <exception cref="LabelHookException">The images or the registry cannot be read, and nothing was done. An image that is refused is no reason to stop.</exception>
    public ScanResult Run(bool untilStable)
    {
        var found = source.List();
        var installed = new List<InstallResult>();
        var refused = new List<Problem>();
        try
        {
            Look(found, installed, refused);
            while (untilStable && source.List() is var again && !again.Select(Key).SequenceEqual(found.Select(Key)))
            {
                found = again;
                Look(found, installed, refused);
            }

            return new ScanResult(found.Count, installed, refused);
        }
        catch (LabelHookException error) when (installed.Count + refused.Count > 0)
        {
            return new ScanResult(found.Count, installed, refused, error);
        }

        static (string, string) Key(InstalledImage image) => (image.Image.Reference, image.Image.Id);
    }

    /// <param name="installed">Where to put the modules that are changed, one by one: the next may end the look.</param>
    /// <param name="told">Where to put the refusals that are news.</param>
    private void Look(IReadOnlyList<InstalledImage> found, List<InstallResult> installed, List<Problem> told)
    {
        var (records, seen) = Known();
        var refused = new Dictionary<InstalledImage, Problem>();

        // What was refused before is tried again, before what is new: that may be its remedy.
        var candidates = found.Where(image => seen.GetValueOrDefault(image.Image.Reference) is not { Problem: null } known || known.Id != image.Image.Id)
            .OrderByDescending(image => seen.GetValueOrDefault(image.Image.Reference)?.Id == image.Image.Id).ToList();
        foreach (var image in candidates.Where(image => image.Problem is not null))
            refused[image] = image.Problem!;
        try
        {
            Install(candidates, records, refused, installed);
            told.AddRange(Remember(found, candidates, refused));
        }
        catch (LabelHookException)
        {
            told.AddRange(refused.Values.Where(problem => problem.IsLate)); // the next scan tells of those that changed nothing
            throw;
        }
    }

    private void Install(List<InstalledImage> candidates, Dictionary<string, ModuleRecord> records, Dictionary<InstalledImage, Problem> refused, List<InstallResult> installed)
    {
        foreach (var versions in candidates.Where(image => image.Problem is null).GroupBy(image => ModuleOf(image, records)))
        {
            if (versions.Key == default)
                continue;
            var owner = records.GetValueOrDefault(versions.Key.ToString()) is { Image.Length: > 0 } record ? ImageReference.Parse(record.Image).Repository : versions.First().Repository;
            foreach (var other in versions.Where(image => !IsFor(image, owner)))
                refused[other] = Problems.ImageOfAnother(other.Image.Reference, versions.Key, owner);
            if (versions.LastOrDefault(image => IsFor(image, owner)) is not { } newest)
                continue;
            try
            {
                // The same image under its own name: the run that recorded it may have died before it wrote the environment file.
                var known = records.GetValueOrDefault(versions.Key.ToString());
                if ((known?.ImageId != newest.Image.Id || known.Image == newest.Image.Reference) && _hook.Install(versions.Key, newest.Image, place: null, dryRun: false) is { Changed: true } result)
                    installed.Add(result);
            }
            catch (LabelHookException error) when (error.Problem.Kind != ProblemKind.Storage || error.Problem.Code == Problems.ModuleBusyCode)
            {
                refused[newest] = Problems.ImageRefused(newest.Image.Reference, versions.Key, error.Problems);
            }
        }
    }

    private (Dictionary<string, ModuleRecord> Records, IReadOnlyDictionary<string, SeenImage> Seen) Known()
    {
        using var database = node.Open(toRead: true);
        return (database.Modules().ToDictionary(record => record.Module, StringComparer.Ordinal), database.Images(source.Name));
    }

    /// <summary>An image of the module's repository, or one that the configuration gives to the module by name.</summary>
    private bool IsFor(InstalledImage image, string owner) => image.Repository == owner || node.Settings.Modules.ContainsKey(image.Repository);

    /// <returns>The module that the image is for; the default value when that is none of a scan's business: NS8's own, or installed by hand under another name.</returns>
    private ModuleName ModuleOf(InstalledImage image, Dictionary<string, ModuleRecord> records)
    {
        if (node.Settings.Modules.TryGetValue(image.Repository, out var configured))
            return configured;

        // NS8 names the first instance of a module so.
        var name = ModuleName.Parse(image.Repository[(image.Repository.LastIndexOf('/') + 1)..] + "1");
        if (records.TryGetValue(name.ToString(), out var record))
            return record.EnvironmentFile is null ? default : name;
        return records.Values.Any(other => other.Image.Length > 0 && ImageReference.Parse(other.Image).Repository == image.Repository) ? default : name;
    }

    /// <returns>The refusals that are news.</returns>
    private List<Problem> Remember(IReadOnlyList<InstalledImage> found, List<InstalledImage> candidates, Dictionary<InstalledImage, Problem> refused)
    {
        var now = candidates.ToDictionary(image => image.Image.Reference, image => new SeenImage(image.Image.Id, refused.GetValueOrDefault(image)?.Message), StringComparer.Ordinal);
        var there = found.Select(image => image.Image.Reference).ToHashSet(StringComparer.Ordinal);
        using var database = node.Open(toRead: false);
        if (Gone(database).Count == 0 && Changed(database).Count == 0)
        {
            database.Keep();
            return [];
        }

        return database.Change(() =>
        {
            var changed = Changed(database);
            foreach (var reference in Gone(database))
                database.Forget(source.Name, reference);
            foreach (var (reference, image) in changed)
                database.Save(source.Name, reference, image);
            return refused.Where(pair => changed.ContainsKey(pair.Key.Image.Reference)).Select(pair => pair.Value).ToList();
        });

        List<string> Gone(PortsDatabase database) => [.. database.Images(source.Name).Keys.Where(reference => !there.Contains(reference))];

        Dictionary<string, SeenImage> Changed(PortsDatabase database)
        {
            var before = database.Images(source.Name);
            return now.Where(image => before.GetValueOrDefault(image.Key) != image.Value).ToDictionary(StringComparer.Ordinal);
        }
    }
}
