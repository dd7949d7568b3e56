using System.Diagnostics;

namespace LabelHook.Images;

// The deadline for reading one file, whatever its size and content.
// Path: The file, for the message.
// Wait: The allowed time.
// Start: The timestamp of the start.
internal readonly record struct ReadDeadline(string Path, TimeSpan Wait, long Start)
{
    public static ReadDeadline In(TimeSpan wait, string path) => new(path, wait, Stopwatch.GetTimestamp());

    // Throws: the deadline has passed.
    public void Check()
    {
        if (Stopwatch.GetElapsedTime(Start) >= Wait)
            throw new LabelHookException(ImageProblems.ImageFileSlow(Path, Wait));
    }
}
