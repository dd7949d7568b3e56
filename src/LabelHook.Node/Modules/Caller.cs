using LabelHook.Database;
using LabelHook.Labels;

namespace LabelHook.Modules;

// Who asks for a change. The administrator may do everything and is the default; a module may change its own ports
// only, with the role for it, and within what its image demands, counting what it keeps.
// Module: The module; the default value is the administrator.
// IsCheckedByNs8: Whether NS8 checked the role before it let the module ask, so that one that it installed earlier
// needs no record.
// Demand: What NS8 says that the image demands of the protocol in question; null: what is recorded.
internal readonly record struct Caller(ModuleName Module, bool IsCheckedByNs8 = false, int? Demand = null)
{
    private const string Prefix = "module/";

    public static Caller Administrator => default;

    // Reads module/ID, as NS8's agent names a caller.
    public static Caller Parse(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && ModuleName.TryParse(text[Prefix.Length..], out var module, out _)
            ? new Caller(module)
            : throw new LabelHookException(ModuleProblems.Caller(text));

    // Reads the user of a task of NS8's as NS8's own steps do: an empty name is the cluster's agent, and a module may
    // ask for itself.
    // user: null where no agent says who asks.
    // moduleId: The module that the task is about.
    public static Caller OfTask(string? user, string moduleId, int? demand = null)
    {
        if (user is "")
            return Administrator;
        return user == Prefix + moduleId
            ? new Caller(ModuleName.Parse(moduleId), IsCheckedByNs8: true, demand)
            : throw new LabelHookException(ModuleProblems.TaskUser(user, moduleId));
    }

    // Refuses what the caller may not do; to be asked inside the transaction that does it.
    // role: The role at the agent node that it takes.
    // Throws: the caller is denied that.
    public void RequirePermission(ModuleName module, string role, ModuleRecord? record)
    {
        if (Module == default)
            return;
        if (Module != module)
            throw new LabelHookException(ModuleProblems.NotItsOwn(Module, module));
        if (IsCheckedByNs8)
            return;
        if (record is null or { IsAdopted: true })
            throw new LabelHookException(ModuleProblems.NeverInstalled(module));
        if (record.Authorizations is { } label && !Authorization.ReadAll("", label, []).Any(authorization => authorization.Grants(role)))
            throw new LabelHookException(ModuleProblems.RoleMissing(module, "node:" + role));
    }

    // Refuses more ports than the image demands, as far as that is known; NS8 takes a demand that it does not know for
    // none.
    public void RequireQuota(ModuleName module, Protocol protocol, int count, ModuleRecord? record)
    {
        if (Module == default)
            return;
        var quota = IsCheckedByNs8 ? Demand ?? record?.Demand(protocol) ?? 0 : record?.Quota(protocol);
        if (count > quota)
            throw new LabelHookException(ModuleProblems.OverDemand(module, protocol, count, quota.Value));
    }
}
