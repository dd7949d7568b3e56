namespace LabelHook.Benchmarks;

// The runs of one command.
// Times: wall times in milliseconds, ascending.
// PeakKilobytes: the peak memory of all runs.
internal sealed record Measurement(IReadOnlyList<double> Times, long PeakKilobytes)
{
    public double Median =>
        Times.Count % 2 == 1 ? Times[Times.Count / 2] : (Times[(Times.Count / 2) - 1] + Times[Times.Count / 2]) / 2;

    public double Fastest => Times[0];

    public double Slowest => Times[^1];

    public double PeakMegabytes => PeakKilobytes / 1024.0;

    public static Measurement Join(IReadOnlyList<Measurement> parts) =>
        new([.. parts.SelectMany(part => part.Times).Order()], parts.Max(part => part.PeakKilobytes));
}
