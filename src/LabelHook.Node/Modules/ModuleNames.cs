using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Modules;

// The names under which a module has ports: its own, and that of the helper of NS8 that copies the module.
internal static class ModuleNames
{
    public static IReadOnlyList<string> InDatabase(PortsDatabase database, ModuleName module)
    {
        var isHelper = ModuleName.TryParse(CopyHelper.NameFor(module), out var helper, out _)
            && database.Module(helper) is null;
        return isHelper ? [module.ToString(), helper.ToString()] : [module.ToString()];
    }

    public static bool Exists(PortsDatabase database, ModuleName module, ModuleRecord? record) =>
        record is not null || InDatabase(database, module).Any(name => HasPorts(database, name));

    private static bool HasPorts(PortsDatabase database, string name) =>
        ProtocolName.All.Any(protocol => database.AllocationsOf(protocol, name).Count > 0);
}
