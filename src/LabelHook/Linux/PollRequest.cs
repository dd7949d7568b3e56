using System.Runtime.InteropServices;

namespace LabelHook.Linux;

// What is waited for at an open file: struct pollfd, poll(2).
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PollRequest(int file, short events)
{
    public readonly int File = file;
    public readonly short Events = events;
    public readonly short Found;
}
