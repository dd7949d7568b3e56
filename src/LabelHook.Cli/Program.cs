using System.CommandLine;
using LabelHook.Cli.Output;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli;

internal static class Program
{
    private const int CouldNot = 1;
    private const int CalledWrongly = 2;

    public static int Main(string[] arguments)
    {
        var terminal = new Terminal(asJson: arguments.TakeWhile(argument => argument != "--").Contains("--json")); // before parsing, for the errors of parsing
        try
        {
            _ = Linux.Libc.Signal(Linux.Libc.SignalFileSize, Linux.Libc.IgnoreSignal); // a file grown too large is an error to report, setrlimit(2)
            var parsed = RootCommand.Create(terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is not { ClearsParseErrors: true } && UsageError.Find(parsed, arguments) is { } wrong)
                throw new LabelHookException(wrong);
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (LabelHookException error)
        {
            terminal.Fail(error.Problems);
            return error.Problem.Kind == ProblemKind.InvalidRequest ? CalledWrongly : CouldNot;
        }
#pragma warning disable CA1031 // the one place that catches every unexpected error
        catch (Exception error)
#pragma warning restore CA1031
        {
            terminal.Fail([ProgramProblems.Unexpected(error)]);
            return CouldNot;
        }
    }
}
