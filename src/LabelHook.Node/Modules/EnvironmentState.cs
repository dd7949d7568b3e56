namespace LabelHook.Modules;

// The state of a module's environment file.
internal enum EnvironmentState
{
    // LabelHook does not write one.
    None,

    // It lists the ports of the module.
    Written,

    // It lists other ports, or none.
    Differs,

    // It does not exist.
    Missing,

    // It cannot be read, or is not valid.
    Unusable,
}
