using System.Globalization;

namespace LabelHook.Benchmarks;

// Bars: the time of an install, the C floor and NS8's way.
internal static class ComparisonPicture
{
    private const int Width = 760, Height = 330, Left = 190, Longest = 480, Thickness = 20, Step = 26;

    public static string Draw(InstallComparison install)
    {
        var picture = new Picture(Width, Height, "How long an install takes, in milliseconds");
        var scale = Longest / new[] { install.Ns8, install.Podman, install.Docker }.Max(measured => measured.Median);
        var y = 34.0;
        picture.Text(16, y - 8, "Whole process, milliseconds, median", kind: "heading");
        Group(
            "a new module, image in podman's store",
            ("labelhook install", install.Podman, "ours"),
            ("C floor", install.PodmanFloor, "floor"),
            ("Python, as NS8 does it", install.Ns8, "other"));
        Group(
            "a new module, image in dockerd",
            ("labelhook install", install.Docker, "ours"),
            ("C floor", install.DockerFloor, "floor"));
        Group(
            "nothing changes, image in podman's store",
            ("labelhook install", install.Unchanged, "ours"),
            ("C floor", install.UnchangedFloor, "floor"));
        return picture.ToString();

        void Group(string heading, params ReadOnlySpan<(string Name, Measurement Measured, string Kind)> bars)
        {
            picture.Text(16, y + 18, heading, kind: "faint");
            y += 26;
            foreach (var (name, measured, kind) in bars)
            {
                var length = measured.Median * scale;
                picture.Text(Left - 10, y + 15, name, "end");
                picture.Bar(Left, y, length, Thickness, kind);
                picture.Text(Left + length + 8, y + 15, measured.Median.ToString("F1", CultureInfo.InvariantCulture));
                y += Step;
            }

            y += 6;
        }
    }
}
