namespace LabelHook.Benchmarks;

/// <summary>What the runs of one command took.</summary>
/// <param name="Times">Wall times in milliseconds, ascending.</param>
/// <param name="PeakKilobytes">The most memory that a run had in use.</param>
internal sealed record Measurement(IReadOnlyList<double> Times, long PeakKilobytes)
{
    public double Median =>
        Times.Count % 2 == 1 ? Times[Times.Count / 2] : (Times[(Times.Count / 2) - 1] + Times[Times.Count / 2]) / 2;

    public double Fastest => Times[0];

    public double Slowest => Times[^1];

    public double PeakMegabytes => PeakKilobytes / 1024.0;
}
