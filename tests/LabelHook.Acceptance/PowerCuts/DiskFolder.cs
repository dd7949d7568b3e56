namespace LabelHook.Acceptance.PowerCuts;

// A folder on the simulated disk. Its names are durable only after the folder itself was synced: POSIX promises no
// more. Until then each name may be in any of its states since, independently of the others.
public sealed class DiskFolder : IDiskEntry
{
    private readonly SortedDictionary<string, List<IDiskEntry?>> _names = new(StringComparer.Ordinal);

    // Each name with its possible targets: the current one first, the durable one last.
    public IEnumerable<(string Name, IReadOnlyList<IDiskEntry?> Entries)> Names =>
        _names.Select(name => (name.Key, (IReadOnlyList<IDiskEntry?>)[.. name.Value.AsEnumerable().Reverse()]));

    public IDiskEntry? this[string name]
    {
        get => _names.TryGetValue(name, out var entries) ? entries[^1] : null;
        set
        {
            if (_names.TryGetValue(name, out var entries))
                entries.Add(value);
            else
                _names[name] = [null, value];
        }
    }

    public void Sync()
    {
        foreach (var (name, entries) in _names.ToArray())
        {
            if (entries[^1] is null)
                _names.Remove(name);
            else
                entries.RemoveRange(0, entries.Count - 1);
        }
    }
}
