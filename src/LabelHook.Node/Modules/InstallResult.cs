using LabelHook.Database;
using LabelHook.Labels;

namespace LabelHook.Modules;

/// <summary>What an install did, or would do.</summary>
/// <param name="Record">Module, image and demand as recorded.</param>
/// <param name="EnvironmentFile">Absolute path.</param>
/// <param name="Changed">Whether anything was not so before.</param>
/// <param name="Tcp">The block that the TCP variables name; empty when there is none.</param>
/// <param name="Udp">The block that the UDP variables name; empty when there is none.</param>
/// <param name="Authorizations">What the module may ask of others.</param>
/// <param name="Variables">The port variables, sorted by name.</param>
/// <param name="Warnings">What a person should know.</param>
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
    /// <summary>Whether the variables name as many ports as the image demands: a script may have given some back.</summary>
    public bool MeetsDemand => Tcp.Count >= Record.Tcp && Udp.Count >= Record.Udp;
}
