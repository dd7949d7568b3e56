using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Modules;

// Installs many images with one change of the database, one sync of their environment files, and one release of replaced
// ports. Each module takes the steps of ModuleSession.Commit, so a process that dies leaves each as it would alone. An
// image that cannot be installed together with the others is left out.
internal sealed class InstallGroup(Node node, PortsDatabase database)
{
    // Arbitrary; each image opens up to three files, and a process may usually open 1,024.
    public const int MaxSize = 250;

    private readonly EnvironmentFileGroup _files = new();
    private readonly List<Member> _members = [];

    // The images that were installed.
    public IEnumerable<InstallResult> Installed =>
        from member in _members
        where member.Error is null
        select member.Installation.Result(member.Plan!);

    // requests: For different modules.
    // Throws: the database cannot be used, and nothing was changed.
    public void Install(IEnumerable<InstallRequest> requests)
    {
        try
        {
            if (Open(requests) > 0 && TryCommit())
                WriteFilesThenRelease();
        }
        finally
        {
            _members.ForEach(member => member.Session.Dispose());
        }
    }

    public bool Contains(ModuleName module) => _members.Exists(member => member.Module == module);

    // Why an image was not installed in full; null if it was.
    public LabelHookException? ErrorOf(ModuleName module) => _members.Find(member => member.Module == module)?.Error;

    // Returns: the number of members.
    private int Open(IEnumerable<InstallRequest> requests) => database.Read(() =>
    {
        foreach (var request in requests)
            TryOpen(request);
        return _members.Count;
    });

    private void TryOpen(InstallRequest request)
    {
        var session = new ModuleSession(node, database, request.Module);
        try
        {
            var labels = Installation.ReadLabels(node, request);
            var installation = new Installation(node, session, request, labels, _files);
            _members.Add(new Member(request.Module, session, installation));
        }
        catch (LabelHookException error)
        {
            session.Dispose();
            if (!ModuleProblems.ConcernsModule(error.Problem))
                throw;
        }
    }

    private bool TryCommit()
    {
        try
        {
            database.Change(() =>
            {
                var planner = node.PlannerFor(database);
                foreach (var member in _members)
                    TryApply(member, planner);
            });
        }
        catch (LabelHookException error) when (error.Problem.Code == DatabaseProblems.ChangeRefusedCode)
        {
            // Only one row was refused, but nothing tells which.
            LeaveOut(_members);
            return false;
        }

        LeaveOut(_members.Where(member => member.Plan is null));
        return true;
    }

    private static void TryApply(Member member, PortPlanner planner)
    {
        var (session, installation) = (member.Session, member.Installation);
        try
        {
            var plan = session.Plan(ports => installation.Decide(ports, planner));
            session.Apply(installation.Record, plan);
            member.Plan = plan;
        }
        catch (LabelHookException error) when (ModuleProblems.ConcernsModule(error.Problem))
        {
            // Nothing was applied: the plan and the new file come first.
        }
    }

    private void LeaveOut(IEnumerable<Member> members)
    {
        foreach (var member in members.ToList())
        {
            member.Session.Dispose();
            _members.Remove(member);
        }
    }

    private void WriteFilesThenRelease()
    {
        List<EnvironmentFile> files = [.. _members.Select(member => member.Session.Environment!)];
        EnvironmentFileGroup.SyncContents(files);
        ForEach(member => member.Session.WriteEnvironment(member.Plan!));
        if (!EnvironmentFileGroup.TrySyncNames(files))
            ForEach(member => member.Session.SyncEnvironment());
        Release([.. _members.Where(member => member.Error is null && member.Plan!.ReleasesPorts)]);
    }

    private void Release(List<Member> members)
    {
        if (members.Count == 0)
            return;
        try
        {
            database.Change(() => members.ForEach(member => database.Release(member.Module)));
        }
        catch (LabelHookException error)
        {
            members.ForEach(member => member.Error = member.Session.Noted(error));
        }
    }

    // Does a step for each image without an error.
    private void ForEach(Action<Member> step)
    {
        foreach (var member in _members.Where(member => member.Error is null))
        {
            try
            {
                step(member);
            }
            catch (LabelHookException error)
            {
                member.Error = error;
            }
        }
    }

    private sealed class Member(ModuleName module, ModuleSession session, Installation installation)
    {
        public ModuleName Module => module;

        public ModuleSession Session => session;

        public Installation Installation => installation;

        // Null until it is carried out.
        public ModulePlan? Plan { get; set; }

        public LabelHookException? Error { get; set; }
    }
}
