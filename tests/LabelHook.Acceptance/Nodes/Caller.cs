namespace LabelHook.Acceptance.Nodes;

// Who runs the program: the administrator, or the user that a module runs as.
public enum Caller
{
    Root,
    ModuleUser,
}
