using LabelHook.Cli.Output;
using LabelHook.Images;

namespace LabelHook.Cli.Commands;

// What becomes of a pull: one line that is drawn over and over on a terminal, a line for each end of a layer elsewhere.
internal sealed class PullView(Terminal terminal, string image) : IDisposable
{
    // Most layers that are told of; arbitrary, images have at most 127.
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
            _layers[progress.Layer] = progress.Total > 0 ? progress : progress with { Current = before.Total, Total = before.Total };
            if (terminal.IsWatched)
                terminal.Draw($"pulling {image}: {Sum()}");
            else if (progress.Status != before.Status && progress.Total == 0)
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
        return $"{_layers.Count} layers, {_layers.Values.Sum(layer => layer.Current) / Mega:0.0} of {_layers.Values.Sum(layer => layer.Total) / Mega:0.0} MB";
    }
}
