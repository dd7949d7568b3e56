using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using LabelHook.Cli.Json;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Commands;

internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    public static string Version =>
        typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (terminal.AsJson)
            terminal.Print(new VersionDocument(Version), Documents.Default.VersionDocument);
        else
            terminal.Print(Version);
        return 0;
    }
}
