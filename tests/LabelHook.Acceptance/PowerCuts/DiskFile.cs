namespace LabelHook.Acceptance.PowerCuts;

// A file on the simulated disk: the synced content, and later writes. A power cut may keep any sectors of those, and
// the file may have grown before the data arrived: then there are zeros.
public sealed class DiskFile : IDiskEntry
{
    // The unit that a disk writes atomically.
    private const int Sector = 512;

    private readonly List<Change[]> _pending = [];

    private byte[] _synced = [];

    private byte[] _now = [];

    public bool IsPending => _pending.Count > 0;

    // What a running program reads.
    public byte[] Now() => _now;

    public void Write(long offset, byte[] data)
    {
        var sectors = new List<Change>();
        for (var start = 0; start < data.Length;)
        {
            var end = Math.Min(data.Length, start + Sector - (int)((offset + start) % Sector));
            sectors.Add(new Change((int)offset + start, data[start..end]));
            start = end;
        }

        Add([.. sectors]);
    }

    public void SetLength(long length)
    {
        if (length != _now.Length)
            Add([new Change((int)length, null)]);
    }

    public void Sync()
    {
        _synced = _now;
        _pending.Clear();
    }

    // The contents that a power cut may leave, from everything to nothing of the later writes; all of them if they are
    // few, otherwise random ones.
    public IReadOnlyList<byte[]> Contents(Random random, int bound)
    {
        Change[] changes = [.. _pending.SelectMany(call => call)];
        if (1L << Math.Min(changes.Length, 62) <= bound)
            return
            [
                .. Every(changes.Length).SelectMany(
                    kept => (byte[][])[Content(changes, kept, _now.Length), Content(changes, kept, 0)]),
            ];

        var some = Tellings(changes.Length).ToArray();
        random.Shuffle(some);
        bool[][] odds =
            [.. some.Take(bound / 2), .. Enumerable.Range(0, bound / 2).Select(_ => Any(changes.Length, random))];
        return
        [
            _now,
            .. odds.Select(kept => Content(changes, kept, random.Next(2) * _now.Length)),
            Content(changes, new bool[changes.Length], _now.Length),
            _synced,
        ];
    }

    private static IEnumerable<bool[]> Every(int count) =>
        Enumerable.Range(0, 1 << count).Reverse()
            .Select(bits => Enumerable.Range(0, count).Select(change => (bits >> change & 1) == 1).ToArray());

    private static bool[] Any(int count, Random random)
    {
        var share = random.NextDouble();
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < share)];
    }

    // The first calls, all but one, one only, and the last one torn.
    private IEnumerable<bool[]> Tellings(int count)
    {
        var owners = _pending.SelectMany((call, number) => call.Select(_ => number)).ToArray();
        for (var call = 0; call < _pending.Count; call++)
        {
            yield return [.. owners.Select(owner => owner < call)];
            yield return [.. owners.Select(owner => owner != call)];
            yield return [.. owners.Select(owner => owner == call)];
        }

        for (var torn = count - _pending[^1].Length + 1; torn < count; torn++)
            yield return [.. Enumerable.Range(0, count).Select(change => change < torn)];
    }

    private byte[] Content(Change[] changes, bool[] kept, int length)
    {
        var content = _synced;
        for (var i = 0; i < changes.Length; i++)
        {
            if (kept[i])
                content = changes[i].On(content, inPlace: content != _synced);
        }

        if (content.Length < length)
            Array.Resize(ref content, length);
        return content;
    }

    private void Add(Change[] call)
    {
        if (call.Length == 0)
            return;
        _pending.Add(call);
        _now = call.Aggregate(_now, (content, change) => change.On(content, inPlace: false));
    }

    // Data at an offset, or the end of the file there.
    private sealed record Change(int Offset, byte[]? Data)
    {
        public byte[] On(byte[] content, bool inPlace)
        {
            var result = inPlace ? content : (byte[])content.Clone();
            var end = Offset + (Data?.Length ?? 0);
            if (Data is null || end > result.Length)
                Array.Resize(ref result, end);
            Data?.CopyTo(result, Offset);
            return result;
        }
    }
}
