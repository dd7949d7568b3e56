using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Plans;

// Whether new modules fit on a node.
// node: A preview, so that nothing changes.
internal sealed class Plan(Node node)
{
    // Places the modules in this order. One that does not fit takes no ports from the next image.
    public PlanResult Run(IReadOnlyList<PlanRequest> requests)
    {
        using var database = node.Open(toRead: false);
        return database.Change(() =>
        {
            var planner = node.PlannerFor(database);
            IReadOnlyList<Shortage> shortages = [];
            var images = database.Try(() => Place(requests, new Placement(database, planner), out shortages));
            var misfit = shortages.Count == 0 ? null : Explain(database, planner, images, shortages);
            return new PlanResult(node.Settings.Band.Range, images, misfit);
        });
    }

    // shortages: Those of the first module that does not fit; empty when all fit.
    private static List<PlannedImage> Place(
        IReadOnlyList<PlanRequest> requests, Placement placement, out IReadOnlyList<Shortage> shortages)
    {
        var images = new List<PlannedImage>();
        shortages = [];
        foreach (var request in requests)
        {
            var fit = placement.Place(request);
            images.Add(new PlannedImage(request, fit));
            if (fit < request.Count && shortages.Count == 0)
                shortages = placement.Shortages(request.Labels);
        }

        return images;
    }

    private Misfit Explain(
        PortsDatabase database, PortPlanner planner, List<PlannedImage> images, IReadOnlyList<Shortage> shortages)
    {
        var index = images.FindIndex(image => image.Fit < image.Request.Count);
        var (request, fit) = images[index];
        PlanRequest[] start = [.. images.Take(index).Select(image => image.Request), request with { Count = fit + 1 }];
        var remedies = new Remedies(database, planner, start);
        return new Misfit(
            request,
            fit + 1,
            shortages,
            FindBand(database, [.. images.Select(image => image.Request)]),
            remedies.FindRemovable([.. shortages.Select(shortage => shortage.Protocol)]),
            shortages is [var only] ? remedies.FindMovable(only.Protocol) : []);
    }

    // Places all of the plan in a band up to the last port.
    // Returns: the part of that band that is necessary; null when even all of it is not enough.
    private PortRange? FindBand(PortsDatabase database, IReadOnlyList<PlanRequest> requests)
    {
        var first = node.Settings.Band.Range.Start;
        var widest = node.Settings.Band with { Range = PortRange.FromBounds(first, PortRange.MaxPort) };
        var planner = (node.Options with { Band = widest }).PlannerFor(database, node.Others);
        var placement = new Placement(database, planner);
        var allFit = database.Try(() => placement.TryPlaceAll(requests));
        return allFit ? PortRange.FromBounds(first, placement.LastPort) : null;
    }
}
