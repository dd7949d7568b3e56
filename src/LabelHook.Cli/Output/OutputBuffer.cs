using System.Buffers;
using System.Text;
using LabelHook.Linux;

namespace LabelHook.Cli.Output;

// Collects the parts of an output, so that thousands of short lines take few system calls, and a long output little
// memory.
internal sealed class OutputBuffer(OpenFile file) : IBufferWriter<byte>
{
    // The size of a pipe; pipe(7).
    private const int Size = 64 * 1024;

    private byte[] _bytes = [];
    private int _length;

    public void WriteLine(string text)
    {
        Encoding.UTF8.GetBytes(text, this);
        GetSpan(1)[0] = (byte)'\n';
        Advance(1);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(1, sizeHint));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count) => _length += count;

    // Writes what was collected.
    public void Flush()
    {
        var error = file.Write(_bytes.AsSpan(0, _length));
        _length = 0;
        if (error != 0)
            throw new LabelHookException(ProgramProblems.OutputFailed(Errno.Words(error)));
    }

    private void MakeRoom(int size)
    {
        if (_bytes.Length - _length >= size)
            return;
        Flush();
        if (_bytes.Length < size)
            _bytes = new byte[Math.Max(size, Size)];
    }
}
