using LabelHook.Database;
using LabelHook.Labels;

namespace LabelHook.Modules;

// What an install did, or would do.
// Record: Module, image and demand as recorded.
// EnvironmentFile: Absolute path.
// Changed: Whether anything was not so before.
// Tcp: The block that the TCP variables name; empty when there is none.
// Udp: The block that the UDP variables name; empty when there is none.
// Authorizations: What the module may ask of others.
// Variables: The port variables, sorted by name.
// Warnings: What a person should know.
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
    // Whether the variables name as many ports as the image demands: a script may have given some back.
    public bool MeetsDemand => Tcp.Count >= Record.Tcp && Udp.Count >= Record.Udp;
}
