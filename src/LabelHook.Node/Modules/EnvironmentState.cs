namespace LabelHook.Modules;

/// <summary>What is to be said of a module's environment file.</summary>
internal enum EnvironmentState
{
    /// <summary>LabelHook writes none for it.</summary>
    None,

    /// <summary>It names the ports that the module holds.</summary>
    Written,

    /// <summary>It names other ports, or none.</summary>
    Differs,

    /// <summary>It is gone.</summary>
    Missing,

    /// <summary>It cannot be read, or is none.</summary>
    Unusable,
}
