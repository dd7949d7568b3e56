using System.Diagnostics;

namespace LabelHook.Images;

// The end of the time that the reading of one file may take, however large the file and whatever stands in it.
// Path: The file, for the sentence.
// Wait: The time that there was.
// Start: When it began.
internal readonly record struct ReadDeadline(string Path, TimeSpan Wait, long Start)
{
    public static ReadDeadline In(TimeSpan wait, string path) => new(path, wait, Stopwatch.GetTimestamp());

    // Throws: the time is over.
    public void Check()
    {
        if (Stopwatch.GetElapsedTime(Start) >= Wait)
            throw new LabelHookException(ImageProblems.ImageFileSlow(Path, Wait));
    }
}
