namespace LabelHook.Checks;

// Whether it is the host's ports database that was checked.
internal static class DatabaseChecks
{
    public static IEnumerable<Finding> Find(Inspection look) =>
        look.Node is { IsAbsent: true, Others: { } others } node
            ? others.Paths.Take(1).Select(other => Verdicts.OtherDatabase(node.Options.Database, other))
            : [];
}
