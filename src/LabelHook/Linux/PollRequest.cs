using System.Runtime.InteropServices;

namespace LabelHook.Linux;

// struct pollfd, poll(2).
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PollRequest(int file, short events)
{
    public readonly int File = file;
    public readonly short Events = events;
    public readonly short Found;
}
