using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using LabelHook.Cli.Json;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Commands;

internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var attribute = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        var version = attribute!.InformationalVersion;
        if (terminal.AsJson)
            terminal.Print(new VersionDocument(version), Documents.Default.VersionDocument);
        else
            terminal.Print(version);
        return 0;
    }
}
