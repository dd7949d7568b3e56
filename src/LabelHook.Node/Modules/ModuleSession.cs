using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Nodes;

namespace LabelHook.Modules;

// One change of one module, from reading its record to syncing its environment file. Ports are allocated before the
// file lists them, and released after it no longer does. So a process that dies at any point leaves a file that lists
// only ports of its module, and the next run completes the change.
internal sealed class ModuleSession : IDisposable
{
    // How often to start over because another process changed the module meanwhile; arbitrary.
    private const int MaxAttempts = 10;

    private readonly Node _node;
    private readonly ModuleName _module;
    private ModulePlan? _plan;
    private long _plannedAt;

    private ModuleSession(Node node, PortsDatabase database, ModuleName module)
    {
        _node = node;
        _module = module;
        Database = database;
        Record = database.Module(module);
    }

    public PortsDatabase Database { get; }

    // The module's record when the session began.
    public ModuleRecord? Record { get; }

    // The file that lists the module's ports; null when LabelHook does not write one.
    public EnvironmentFile? Environment { get; set; }

    // Starts over when another process changed the module after the session read its record.
    // database: The node's, open to change it, or to read it for a preview.
    public static T Run<T>(Node node, PortsDatabase database, ModuleName module, Func<ModuleSession, T> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var session = new ModuleSession(node, database, module);
                return change(session);
            }
            catch (LabelHookException error) when (
                error.Problem.Code == ModuleProblems.BusyCode && attempt < MaxAttempts)
            {
                // The other process is done with the module now, or the next attempt waits for its lock.
            }
        }
    }

    // Plans once: further calls return the same plan until another process changes the database.
    public ModulePlan Plan(Func<ModulePorts, IReadOnlyList<PortChange>> decide) => Database.Read(() =>
    {
        var version = Database.DataVersion;
        if (_plan is null || version != _plannedAt)
        {
            EnsureUnchanged();
            var ports = ModulePorts.Read(Database, _module);
            _plan = new ModulePlan(ports, decide(ports));
            _plannedAt = version;
        }

        return _plan;
    });

    // Carries out a plan: changes the database, then the environment file, then releases the ports that the file listed
    // before.
    // record: The new record of the module; null to keep the current one.
    // keepsReplaced: Whether replaced ports stay allocated, because another program writes the environment file.
    // changed: Whether the database or the file changed.
    public ModulePlan Commit(
        ModuleRecord? record,
        Func<ModulePorts, IReadOnlyList<PortChange>> decide,
        out bool changed,
        bool keepsReplaced = false)
    {
        var plan = Plan(decide);
        var isNew = record is not null && record != Record;
        var commits = isNew || plan.HasChanges;
        if (commits)
        {
            plan = Database.Change(() =>
            {
                var current = Plan(decide);
                foreach (var change in current.Changes)
                    Database.Apply(_module, change, hold: keepsReplaced || Environment is not null);
                if (isNew)
                    Database.Save(record!);
                Environment?.Prepare(_node.Variables(current.After));
                return current;
            });
        }
        else
        {
            Database.SyncFolder();
        }

        var written = Environment is not null && WriteEnvironmentThenRelease(Environment, plan, commits);
        changed = commits || written;
        return plan;
    }

    // Releases ports after the environment file was changed to no longer list them.
    // fileChanged: Whether the file had listed them.
    public T Withdraw<T>(bool fileChanged, Func<T> change) => WithPartialChangeNote(
        fileChanged,
        EnvironmentProblems.AfterFileChange,
        () => Database.Change(() =>
        {
            EnsureUnchanged();
            return change();
        }));

    public void EnsureUnchanged()
    {
        if (Database.Module(_module) != Record)
            throw new LabelHookException(ModuleProblems.Busy(_module));
    }

    public void Dispose() => Environment?.Dispose();

    private bool WriteEnvironmentThenRelease(EnvironmentFile environment, ModulePlan plan, bool committed) =>
        WithPartialChangeNote(committed, problem => ModuleProblems.DatabaseChanged(problem, _module), () =>
        {
            var written = environment.Write(_node.Variables(plan.After));
            if (plan.ReleasesPorts)
            {
                WithPartialChangeNote(written && !committed, EnvironmentProblems.AfterFileChange, () =>
                {
                    Database.Change(() => Database.Release(_module));
                    return true;
                });
            }

            return written;
        });

    // An error in the second of two steps must not hide that the first was done.
    private static T WithPartialChangeNote<T>(bool isFirstDone, Func<Problem, Problem> note, Func<T> second)
    {
        try
        {
            return second();
        }
        catch (LabelHookException error) when (isFirstDone)
        {
            throw new LabelHookException(note(error.Problem), error);
        }
    }
}
