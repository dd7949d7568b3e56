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
            foreach (var arrival in arrivals.Find())
            {
                if (stop.IsCancellationRequested)
                    break;
                foreach (var (image, problem) in arrival.Refused)
                    Refuse(image, problem);
                _warnings.AddRange(arrival.Warnings);
                if (arrival.Chosen is { } chosen)
                    Install(arrival.Module, chosen);
                _done.AddRange(arrival.Images);
            }

            Remember();
        }
        catch (LabelHookException)
        {
            // The next scan reports the images that changed nothing.
            result.Refused.AddRange(_refused.Values.SelectMany(problems => problems).Where(problem => problem.IsLate));
            throw;
        }
    }

    private void Install(ModuleName module, InstalledImage chosen)
    {
        try
        {
            // Installs the same image under the same name again, because the process that recorded it may have died
            // before it wrote the environment file.
            var known = arrivals.RecordOf(module);
            if (known?.ImageId == chosen.Image.Id && known.Image != chosen.Image.Reference)
                return;
            var installed = _installer.Install(module, chosen.Image, environmentFile: null, isAsked: false);
            if (installed.Changed)
                result.Installed.Add(installed);
        }
        catch (LabelHookException error) when (IsAboutImage(error.Problem))
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

    // A database that cannot be used ends the scan; a module that others keep changing does not.
    private static bool IsAboutImage(Problem problem) =>
        problem.Kind != ProblemKind.Storage || problem.Code == ModuleProblems.BusyCode;

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
