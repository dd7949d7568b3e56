using System.Runtime.InteropServices;

namespace LabelHook.Linux;

/// <summary>What is waited for at an open file: <c>struct pollfd</c>, poll(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PollRequest(int file, short events)
{
    public readonly int File = file;
    public readonly short Events = events;
    public readonly short Found;
}
