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
    private bool _changesDatabase;
    private bool _isWritten;

    // The caller starts over when another process changed the module after the session read its record.
    public ModuleSession(Node node, PortsDatabase database, ModuleName module)
    {
        _node = node;
        _module = module;
        Database = database;
        Record = database.Module(module);
    }

    public PortsDatabase Database { get; }

    // Whether the session changed the database or the environment file.
    public bool IsChanged => _changesDatabase || _isWritten;

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
    public ModulePlan Commit(
        ModuleRecord? record,
        Func<ModulePorts, IReadOnlyList<PortChange>> decide,
        bool keepsReplaced = false)
    {
        var plan = Plan(decide);
        if (Changes(record, plan))
            plan = Database.Change(() => Apply(record, Plan(decide), keepsReplaced));
        else
            Database.SyncFolder();
        if (Environment is null)
            return plan;
        WriteEnvironment(plan);
        if (plan.ReleasesPorts)
            Noting(() => Database.Change(() => Database.Release(_module)));
        return plan;
    }

    // Whether a plan changes the database.
    public bool Changes(ModuleRecord? record, ModulePlan plan) => IsNew(record) || plan.HasChanges;

    // Carries out a plan in a change of the database, as far as the environment file lists the old ports.
    public ModulePlan Apply(ModuleRecord? record, ModulePlan plan, bool keepsReplaced = false)
    {
        Environment?.Prepare(_node.Variables(plan.After));
        foreach (var change in plan.Changes)
            Database.Apply(_module, change, hold: keepsReplaced || Environment is not null);
        if (IsNew(record))
            Database.Save(record!);
        _changesDatabase = Changes(record, plan);
        return plan;
    }

    public void WriteEnvironment(ModulePlan plan) =>
        Noting(() => _isWritten = Environment!.Write(_node.Variables(plan.After)));

    // Releases ports after the environment file was changed to no longer list them.
    // fileChanged: Whether the file had listed them.
    public T Withdraw<T>(bool fileChanged, Func<T> change)
    {
        _isWritten = fileChanged;
        return Noting(() => Database.Change(() =>
        {
            EnsureUnchanged();
            return change();
        }));
    }

    // Makes the name of an environment file in a group durable.
    public void SyncEnvironment() => Noting(Environment!.SyncNames);

    // An error must not hide what was changed before it.
    public LabelHookException Noted(LabelHookException error)
    {
        if (_changesDatabase)
            return new LabelHookException(ModuleProblems.DatabaseChanged(error.Problem, _module), error);
        var isUnnoted = _isWritten && !error.Problem.IsLate;
        return isUnnoted ? new LabelHookException(EnvironmentProblems.AfterFileChange(error.Problem), error) : error;
    }

    public void EnsureUnchanged()
    {
        if (Database.Module(_module) != Record)
            throw new LabelHookException(ModuleProblems.Busy(_module));
    }

    // Runs a step after the change of the database or the file.
    private T Noting<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (LabelHookException error) when (IsChanged)
        {
            throw Noted(error);
        }
    }

    public void Dispose() => Environment?.Dispose();

    private void Noting(Action step) => Noting(() =>
    {
        step();
        return true;
    });

    private bool IsNew(ModuleRecord? record) => record is not null && record != Record;
}
