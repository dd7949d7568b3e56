using LabelHook.Database;
using LabelHook.Labels;

namespace LabelHook.Modules;

// The result of an install, or of its dry run.
// Record: Module, image and demand as recorded.
// EnvironmentFile: Absolute path.
// Changed: Whether anything changed.
// Tcp: The block in the TCP variables; empty if there is none.
// Udp: The block in the UDP variables; empty if there is none.
// Authorizations: The module's roles at other agents.
// Variables: The port variables, sorted by name.
internal sealed record InstallResult(
    ModuleRecord Record,
    string EnvironmentFile,
    bool Changed,
    PortRange Tcp,
    PortRange Udp,
    IReadOnlyList<Authorization> Authorizations,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Warnings)
{
    // Whether the variables list as many ports as the image demands: a script may have released some.
    public bool MeetsDemand => Tcp.Count >= Record.Tcp && Udp.Count >= Record.Udp;
}
