namespace LabelHook.Acceptance.Nodes;

// The user who runs the program: the administrator, or the user of a module.
public enum Caller
{
    Root,
    ModuleUser,
}
