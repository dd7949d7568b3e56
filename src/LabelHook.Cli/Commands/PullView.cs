using LabelHook.Cli.Output;
using LabelHook.Images;

namespace LabelHook.Cli.Commands;

// The progress of a pull: on a terminal one line that is redrawn, elsewhere a line for each finished step of a layer.
internal sealed class PullView(Terminal terminal, string image) : IDisposable
{
    // Most layers that are tracked; arbitrary, images have at most 127.
    private const int MaxLayers = 1000;

    private readonly Dictionary<string, PullProgress> _layers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public void Show(PullProgress progress)
    {
        lock (_lock)
        {
            if (_layers.Count >= MaxLayers && !_layers.ContainsKey(progress.Layer))
                return;
            var before = _layers.GetValueOrDefault(progress.Layer);
            var isFinished = progress.Total == 0;
            _layers[progress.Layer] = isFinished
                ? progress with { Current = before.Total, Total = before.Total }
                : progress;
            if (terminal.IsWatched)
                terminal.Draw($"pulling {image}: {Sum()}");
            else if (progress.Status != before.Status && isFinished)
                terminal.Say($"pulling {image}: layer {progress.Layer}: {progress.Status.ToLowerInvariant()}");
        }
    }

    public void Dispose()
    {
        if (_layers.Count > 0)
            terminal.Draw("");
    }

    private string Sum()
    {
        const double Mega = 1_000_000;
        var current = _layers.Values.Sum(layer => layer.Current) / Mega;
        var total = _layers.Values.Sum(layer => layer.Total) / Mega;
        return $"{_layers.Count} layers, {current:0.0} of {total:0.0} MB";
    }
}
