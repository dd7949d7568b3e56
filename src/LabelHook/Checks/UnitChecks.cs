namespace LabelHook.Checks;

/// <summary>Whether units start without the ports that they need.</summary>
internal static class UnitChecks
{
    public static IEnumerable<Finding> Find(Inspection look)
    {
        var records = look.Records.Values.Where(record => record.EnvironmentFile is not null).ToList();
        if (records.Count == 0)
            return [];
        return
            from line in look.Host.Units(look.Records.Keys)
            where line.IsOptional
            from record in records
            where line.Names(record.EnvironmentFile!, record.Module)
            select Verdicts.OptionalFile(record.Module, record.EnvironmentFile!, line);
    }
}
