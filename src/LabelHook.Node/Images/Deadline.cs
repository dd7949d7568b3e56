using System.Diagnostics;

namespace LabelHook.Images;

/// <summary>The end of the time that the reading of one file may take, however large the file and whatever stands in it.</summary>
/// <param name="Path">The file, for the sentence.</param>
/// <param name="Wait">The time that there was.</param>
/// <param name="Start">When it began.</param>
internal readonly record struct Deadline(string Path, TimeSpan Wait, long Start)
{
    public static Deadline In(TimeSpan wait, string path) => new(path, wait, Stopwatch.GetTimestamp());

    /// <exception cref="LabelHookException">The time is over.</exception>
    public void Check()
    {
        if (Stopwatch.GetElapsedTime(Start) >= Wait)
            throw new LabelHookException(ImageProblems.ImageFileSlow(Path, Wait));
    }
}
