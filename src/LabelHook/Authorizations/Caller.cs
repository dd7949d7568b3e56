using LabelHook.Ports;

namespace LabelHook.Authorizations;

/// <summary>
/// Who asks for a change. The administrator may do everything and is the default; a module may change its own ports only, with the role for
/// it, and within what its image demands, counting what it keeps.
/// </summary>
/// <param name="Module">The module; the default value is the administrator.</param>
/// <param name="IsCheckedByNs8">Whether NS8 checked the role before it let the module ask, so that one that it installed earlier needs no record.</param>
internal readonly record struct Caller(ModuleName Module, bool IsCheckedByNs8 = false)
{
    private const string Prefix = "module/";

    public static Caller Administrator => default;

    /// <summary>Reads <c>module/ID</c>, as NS8's agent names a caller.</summary>
    public static Caller Parse(string text, bool isCheckedByNs8 = false) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && ModuleName.TryParse(text[Prefix.Length..], out var module, out _)
            ? new Caller(module, isCheckedByNs8)
            : throw new LabelHookException(Problems.Caller(text));

    /// <summary>Refuses what the caller may not do; to be asked inside the transaction that does it.</summary>
    /// <param name="role">The role at the agent <c>node</c> that it takes.</param>
    /// <exception cref="LabelHookException">The caller is denied that.</exception>
    public void MayChange(ModuleName module, string role, ModuleRecord? record)
    {
        if (Module == default)
            return;
        if (Module != module)
            throw new LabelHookException(Problems.NotItsOwn(Module, module));
        if (record is null or { IsAdopted: true } && !IsCheckedByNs8)
            throw new LabelHookException(Problems.NeverInstalled(module));
        if (record?.Authorizations is { } label && !Authorization.ReadAll("", label, []).Any(authorization => authorization.Grants(role)))
            throw new LabelHookException(Problems.RoleMissing(module, "node:" + role));
    }

    /// <summary>Refuses more ports than the image demands, as far as that is known.</summary>
    public void MayHold(ModuleName module, Protocol protocol, int count, ModuleRecord? record)
    {
        if (Module != default && count > record?.Quota(protocol))
            throw new LabelHookException(Problems.OverDemand(module, protocol, count, record.Demand(protocol)));
    }
}
