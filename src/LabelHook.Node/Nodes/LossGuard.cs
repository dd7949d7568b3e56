using LabelHook.Database;
using LabelHook.Linux;

namespace LabelHook.Nodes;

// Refuses to replace a lost ports database with a new one, because its modules still use their ports.
// environments: The environment files of the node; null for a database other than the node's own.
internal sealed class LossGuard(string database, ModuleEnvironments? environments)
{
    // asked: An environment file that the user named; it may list ports.
    // Throws: the database is missing, and there is evidence that it existed.
    public void Check(string? asked)
    {
        if (PortsDatabase.Exists(database))
            return;
        var evidence = FindEvidence(asked);

        // Another process may have created the database and the files meanwhile.
        if (evidence is null || PortsDatabase.Exists(database))
            return;
        var isEmpty = !FileStatus.IsAbsent(database);
        throw new LabelHookException(NodeProblems.DatabaseLost(database, isEmpty, evidence));
    }

    private string? FindEvidence(string? asked)
    {
        if (FindFile(asked) is { } path)
        {
            return environments!.IsUnreadable(path)
                ? $"{path} cannot be read and may list allocated ports"
                : $"{path} still lists allocated ports";
        }

        return PortsDatabase.WasInitialized(database)
            ? $"{database}.lock shows that it existed (delete that file to start over)"
            : null;
    }

    private string? FindFile(string? asked)
    {
        if (environments is null)
            return null;
        var files = environments.Files().Select(file => file.Path);
        return files.Concat(asked is null ? [] : [asked]).FirstOrDefault(environments.MayListPorts);
    }
}
