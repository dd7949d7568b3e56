using LabelHook.Database;
using LabelHook.Linux;

namespace LabelHook.Nodes;

// A ports database that vanished is not started anew: its modules still run on their ports.
// environments: Where the modules of this database have their files; null when it is not the node's own.
internal sealed class LossGuard(string database, ModuleEnvironments? environments)
{
    // asked: An environment file that is asked for and may name ports.
    // Throws: the database is missing, and something says that there was one.
    public void Check(string? asked)
    {
        if (PortsDatabase.Exists(database))
            return;
        var evidence = FindEvidence(asked);
        if (evidence is null || PortsDatabase.Exists(database)) // another process may have made it meanwhile, and the files
            return;
        var isEmpty = !FileStatus.IsAbsent(database);
        throw new LabelHookException(NodeProblems.DatabaseLost(database, isEmpty, evidence));
    }

    private string? FindEvidence(string? asked)
    {
        if (FindFile(asked) is { } path)
        {
            var isUnreadable = environments!.IsUnreadable(path);
            return $"{path} {(isUnreadable ? "cannot be read and may list allocated ports" : "still lists allocated ports")}";
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
        return files.Concat(asked is null ? [] : [asked]).FirstOrDefault(environments.MayNamePorts);
    }
}
