using LabelHook.Database;
using LabelHook.Labels;

namespace LabelHook.Modules;

// The caller that requests a change. The administrator, the default, may do everything. A module may change only its
// own ports, with the required role, and up to the demand of its image, including the ports that it already has.
// Module: The default value is the administrator.
// IsCheckedByNs8: Whether NS8 has already checked the role, so that a module from before LabelHook needs no record.
// Demand: The image's demand for the requested protocol, from NS8; null for the recorded one.
internal readonly record struct Caller(ModuleName Module, bool IsCheckedByNs8 = false, int? Demand = null)
{
    private const string Prefix = "module/";

    public static Caller Administrator => default;

    // Parses module/ID, NS8's name for a module as a caller.
    public static Caller Parse(string text)
    {
        var isModule = text.StartsWith(Prefix, StringComparison.Ordinal);
        return isModule && ModuleName.TryParse(text[Prefix.Length..], out var module, out _)
            ? new Caller(module)
            : throw new LabelHookException(ModuleProblems.Caller(text));
    }

    // The caller of an NS8 task, as NS8's own steps see it: an empty name is the cluster's agent, and a module may call
    // for itself.
    // user: AGENT_TASK_USER; null if it is not set.
    // moduleId: The module that the task changes.
    public static Caller OfTask(string? user, string moduleId, int? demand = null)
    {
        if (user is "")
            return Administrator;
        return user == Prefix + moduleId
            ? new Caller(ModuleName.Parse(moduleId), IsCheckedByNs8: true, demand)
            : throw new LabelHookException(ModuleProblems.TaskUser(user, moduleId));
    }

    // Must be called inside the transaction of the change.
    // role: The role that the change requires at the agent node.
    // Throws: the caller may not make the change.
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
        if (record.Authorizations is not { } label)
            return;
        var authorizations = Authorization.ReadAll("", label, []);
        if (!authorizations.Exists(authorization => authorization.Grants(role)))
            throw new LabelHookException(ModuleProblems.RoleMissing(module, "node:" + role));
    }

    // Rejects more ports than the image demands, if the demand is known; NS8 treats an unknown demand as 0.
    public void RequireQuota(ModuleName module, Protocol protocol, int count, ModuleRecord? record)
    {
        if (Module == default)
            return;
        var quota = IsCheckedByNs8 ? Demand ?? record?.Demand(protocol) ?? 0 : record?.Quota(protocol);
        if (count > quota)
            throw new LabelHookException(ModuleProblems.OverDemand(module, protocol, count, quota.Value));
    }
}
