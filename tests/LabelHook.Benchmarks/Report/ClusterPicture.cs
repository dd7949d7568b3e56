using System.Globalization;

namespace LabelHook.Benchmarks;

// Curves: commands of the program for clusters, by the number of nodes. Both axes grow tenfold with each step, so that
// twice the nodes and twice the time make a straight line.
internal static class ClusterPicture
{
    private const int Width = 760, Height = 360, Left = 70, Right = 590, Top = 60, Bottom = 300;

    // Between two names.
    private const double LineHeight = 18;

    // Which commands, of ClusterGrowth.Commands.
    private static readonly int[] Shown = [0, 3, 5, 6, 7];

    public static string Draw(ClusterGrowth growth)
    {
        var picture = new Picture(Width, Height, "How commands grow with the nodes that publish, in milliseconds");
        var medians = Shown.SelectMany(command => growth.Sizes.Select(size => size.Commands[command].Median)).ToList();
        var (lowest, highest) = (Math.Floor(Math.Log10(medians.Min())), Math.Ceiling(Math.Log10(medians.Max())));
        picture.Text(16, 26, "One command, milliseconds, median; 100 modules on each node", kind: "heading");
        for (var power = lowest; power <= highest; power++)
        {
            var y = Y(Math.Pow(10, power));
            picture.Line([(Left, y), (Right, y)], "grid");
            picture.Text(Left - 10, y + 4, Number(Math.Pow(10, power)), "end", "faint");
        }

        for (var size = 0; size < growth.Sizes.Count; size++)
            picture.Text(X(size), Bottom + 22, Number(growth.Sizes[size].Nodes), "middle", "faint");
        picture.Text((Left + Right) / 2.0, Bottom + 46, "nodes", "middle", "faint");
        foreach (var command in Shown)
        {
            var kind = command < ClusterGrowth.Publications ? "other" : "ours";
            var points = growth.Sizes.Select((size, at) => (X: X(at), Y: Y(size.Commands[command].Median))).ToList();
            picture.Line(points, kind);
            foreach (var (x, y) in points)
                picture.Dot(x, y, kind);
        }

        // Keeps the names of close ends apart.
        var below = double.MaxValue;
        foreach (var command in Shown.OrderBy(Last))
        {
            var y = Math.Min(Y(Last(command)), below - LineHeight);
            picture.Text(Right + 12, y + 4, ClusterGrowth.Commands[command].Replace("`", "", StringComparison.Ordinal));
            below = y;
        }

        return picture.ToString();

        double X(int size) => Left + ((Right - Left) * size / (growth.Sizes.Count - 1.0));

        double Y(double value) => Bottom - ((Bottom - Top) * (Math.Log10(value) - lowest) / (highest - lowest));

        double Last(int command) => growth.Sizes[^1].Commands[command].Median;
    }

    private static string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
