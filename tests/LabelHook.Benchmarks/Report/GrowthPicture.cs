using System.Globalization;

namespace LabelHook.Benchmarks;

// Curves: one allocation, by the number of allocated ranges.
internal static class GrowthPicture
{
    private const int Width = 760, Height = 360, Left = 70, Right = 610, Top = 60, Bottom = 300, GridLines = 4;

    public static string Draw(InProcess calls)
    {
        var picture = new Picture(
            Width, Height, "How an allocation grows with the ranges that are held, in milliseconds");
        var highest = NextEven(calls.Growth.Values.Max());
        picture.Text(16, 26, "One allocation, milliseconds, median", kind: "heading");
        for (var i = 0; i <= GridLines; i++)
        {
            var value = highest * i / GridLines;
            picture.Line([(Left, Y(value)), (Right, Y(value))], "grid");
            picture.Text(Left - 10, Y(value) + 4, value.ToString("0.#", CultureInfo.InvariantCulture), "end", "faint");
        }

        foreach (var ranges in GrowthBenchmarks.Sizes)
            picture.Text(
                X(ranges), Bottom + 22, ranges.ToString("N0", CultureInfo.InvariantCulture), "middle", "faint");
        picture.Text((Left + Right) / 2.0, Bottom + 46, "ranges that others hold", "middle", "faint");
        foreach (var (fragmented, name, kind) in new[] { (false, "packed", "ours"), (true, "fragmented", "other") })
        {
            var points = GrowthBenchmarks.Sizes.Select(
                ranges => (X: X(ranges), Y: Y(calls.Growth[(ranges, fragmented)]))).ToList();
            picture.Line(points, kind);
            foreach (var (x, y) in points)
                picture.Dot(x, y, kind);
        }

        // The two ends are close together: keep the labels apart.
        var ends = new[]
        {
            (Name: "packed", Y: Y(calls.Growth[(GrowthBenchmarks.Sizes[^1], false)])),
            (Name: "fragmented", Y: Y(calls.Growth[(GrowthBenchmarks.Sizes[^1], true)])),
        }.OrderBy(
            end => end.Y).ToArray();
        var middle = (ends[0].Y + ends[1].Y) / 2;
        var apart = Math.Max(18, ends[1].Y - ends[0].Y) / 2;
        picture.Text(Right + 12, middle - apart + 4, ends[0].Name);
        picture.Text(Right + 12, middle + apart + 4, ends[1].Name);
        return picture.ToString();

        double Y(double value) => Bottom - ((Bottom - Top) * value / highest);
    }

    // Even steps, because the sizes grow tenfold.
    private static double X(int ranges) => Left + (
        (Right - Left) * GrowthBenchmarks.Sizes.ToList().IndexOf(ranges) / (GrowthBenchmarks.Sizes.Count - 1.0));

    private static double NextEven(double value) => Math.Ceiling(value / 2) * 2;
}
