namespace LabelHook.Benchmarks;

// Floor: What a program counts that does nothing but the same; null where there is none.
internal sealed record CountedRow(string What, Counts Counts, Counts? Floor = null);
