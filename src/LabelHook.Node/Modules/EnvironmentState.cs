namespace LabelHook.Modules;

// What is to be said of a module's environment file.
internal enum EnvironmentState
{
    // LabelHook writes none for it.
    None,

    // It names the ports that the module holds.
    Written,

    // It names other ports, or none.
    Differs,

    // It is gone.
    Missing,

    // It cannot be read, or is none.
    Unusable,
}
