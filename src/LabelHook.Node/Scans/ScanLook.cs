using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Scans;

// One look of a scan: installs the image that each module follows, and remembers the images that it saw.
// source: The name of the image source.
internal sealed class ScanLook(Node node, PortsDatabase database, string source, Arrivals arrivals, ScanResult result)
{
    private readonly Installer _installer = new(node, database);
    private readonly List<InstalledImage> _done = [];
    private readonly Dictionary<InstalledImage, List<Problem>> _refused = [];
    private readonly List<(InstalledImage Image, string Warning)> _warnings = [];

    public void Run(CancellationToken stop)
    {
        try
        {
            var found = arrivals.Find().TakeWhile(_ => !stop.IsCancellationRequested);
            foreach (var some in found.Chunk(InstallGroup.MaxSize))
                DealWith(some, stop);
            Remember();
        }
        catch (LabelHookException)
        {
            // The next scan reports the images that changed nothing.
            result.Refused.AddRange(_refused.Values.SelectMany(problems => problems).Where(problem => problem.IsLate));
            throw;
        }
    }

    private void DealWith(IReadOnlyList<Arrival> some, CancellationToken stop)
    {
        var group = InstallTogether(some);
        foreach (var arrival in some.OrderBy(arrival => !group.Contains(arrival.Module)))
        {
            if (!group.Contains(arrival.Module) && stop.IsCancellationRequested)
                break;
            foreach (var (image, problem) in arrival.Refused)
                Refuse(image, problem);
            _warnings.AddRange(arrival.Warnings);
            if (RequestFor(arrival) is { } request)
                Install(request, arrival.Chosen!, group);
            _done.AddRange(arrival.Images);
        }
    }

    // Images that were rejected before are tried alone, because nothing is committed if they are rejected again.
    private InstallGroup InstallTogether(IReadOnlyList<Arrival> some)
    {
        var group = new InstallGroup(node, database);
        var requests = some.Where(arrival => !arrival.IsRetry).Select(RequestFor).OfType<InstallRequest>().ToList();
        if (requests.Count > 1)
            group.Install(requests);
        result.Installed.AddRange(group.Installed.Where(installed => installed.Changed));
        return group;
    }

    // Returns: null if there is nothing to install.
    private InstallRequest? RequestFor(Arrival arrival)
    {
        if (arrival.Chosen?.Image is not { } image)
            return null;

        // The same image under the same name is installed again, because the process that recorded it may have died
        // before it wrote the environment file.
        var known = arrivals.RecordOf(arrival.Module);
        var isElsewhere = known?.ImageId == image.Id && known.Image != image.Reference;
        return isElsewhere ? null : new InstallRequest(arrival.Module, image, IsAsked: false);
    }

    // group: May have installed the image.
    private void Install(InstallRequest request, InstalledImage chosen, InstallGroup group)
    {
        var module = request.Module;
        try
        {
            if (group.ErrorOf(module) is { } error)
                throw error;
            if (!group.Contains(module) && _installer.Install(request) is { Changed: true } installed)
                result.Installed.Add(installed);
        }
        catch (LabelHookException error) when (
            group.Contains(module) || ModuleProblems.ConcernsModule(error.Problem))
        {
            Refuse(chosen, ScanProblems.ImageRefused(chosen.Image.Reference, module, error.Problems));
            _warnings.AddRange(LabelWarnings.ForKeys(chosen.Image).Select(warning => (chosen, warning)));
        }
    }

    private void Refuse(InstalledImage image, Problem problem)
    {
        if (!_refused.TryGetValue(image, out var problems))
            _refused[image] = problems = [];
        problems.Add(problem);
    }

    // Remembers the images. If several scans run at once, only one reports what is new.
    private void Remember()
    {
        // An image of several modules was looked at for each.
        var now = _done.Distinct().ToDictionary(
            image => image.Image.Reference,
            image => new SeenImage(image.Image.Id, Reasons(image)));
        var present = arrivals.Present.Select(image => image.Image.Reference).ToHashSet();
        var dated = arrivals.Dated.ToList();
        if (dated.Count == 0 && Gone().Count == 0 && Changed().Count == 0)
        {
            database.SyncFolder();
            ReportRefused(_ => false);
            return;
        }

        var news = database.Change(() =>
        {
            var changed = Changed();
            foreach (var reference in Gone())
                database.Forget(source, reference);
            foreach (var (reference, image) in changed)
                database.Save(source, reference, image);
            foreach (var record in dated)
                database.SaveImageTime(record);
            return changed;
        });
        ReportRefused(IsNew);
        result.Warnings.AddRange(_warnings.Where(pair => IsNew(pair.Image)).Select(pair => pair.Warning));

        bool IsNew(InstalledImage image) => news.ContainsKey(image.Image.Reference);

        List<string> Gone() => [.. database.SeenImages(source).Keys.Where(reference => !present.Contains(reference))];

        Dictionary<string, SeenImage> Changed()
        {
            var before = database.SeenImages(source);
            return now
                .Where(image => before.GetValueOrDefault(image.Key) != image.Value)
                .ToDictionary(StringComparer.Ordinal);
        }
    }

    // A scan that looks again meets the images that its last look refused.
    private void ReportRefused(Func<InstalledImage, bool> isNew)
    {
        foreach (var (image, problems) in _refused)
        {
            if (isNew(image))
                result.Refused.AddRange(problems);
        }

        result.StillRefused.Clear();
        result.StillRefused.AddRange(_refused.Values.SelectMany(problems => problems).Except(result.Refused));
    }

    // Returns: null if the image was not refused.
    private string? Reasons(InstalledImage image) => _refused.TryGetValue(image, out var problems)
        ? string.Join("; ", problems.Select(problem => problem.Message))
        : null;
}
