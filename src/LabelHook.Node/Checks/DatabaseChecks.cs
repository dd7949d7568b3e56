namespace LabelHook.Checks;

// Whether the checked ports database is the host's own.
internal static class DatabaseChecks
{
    public static IEnumerable<Finding> Find(CheckContext context)
    {
        var node = context.Node;
        if (node.IsAbsent && node.Others?.Paths.FirstOrDefault() is { } other)
            yield return FindingTexts.OtherDatabase(node.Options.Database, other);
    }
}
