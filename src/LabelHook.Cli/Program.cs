using System.CommandLine;
using LabelHook.Cli.Output;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli;

internal static class Program
{
    private const int Failed = 1;
    private const int InvalidUsage = 2;

    public static int Main(string[] arguments) => Run(arguments, "labelhook", RootCommand.Create);

    // name: That of the program in its messages.
    public static int Run(string[] arguments, string name, Func<Terminal, Command> createRoot)
    {
        // Before parsing, because parse errors are printed as JSON, too.
        var asJson = arguments.TakeWhile(argument => argument != "--").Contains("--json");
        var terminal = new Terminal(asJson, name);
        try
        {
            // Otherwise the signal would kill the process when a file exceeds its limit, instead of a write error;
            // setrlimit(2).
            _ = Linux.Libc.Signal(Linux.Libc.SignalFileSize, Linux.Libc.IgnoreSignal);
            var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
            var parsed = createRoot(terminal).Parse(arguments, configuration);
            if (parsed.Action is not { ClearsParseErrors: true } && UsageError.Find(parsed, arguments) is { } wrong)
                throw new LabelHookException(wrong);
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (LabelHookException error)
        {
            terminal.Fail(error.Problems);
            return error.Problem.Kind == ProblemKind.InvalidRequest ? InvalidUsage : Failed;
        }
#pragma warning disable CA1031 // the only place that catches every unexpected error
        catch (Exception error)
#pragma warning restore CA1031
        {
            terminal.Fail([ProgramProblems.Unexpected(error)]);
            return Failed;
        }
    }
}
