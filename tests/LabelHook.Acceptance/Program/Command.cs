using System.Diagnostics;

namespace LabelHook.Acceptance.Program;

// A program that is run to its end: in an environment that holds nothing but what is said here, with both of its pipes
// read while it runs.
public sealed record Command(string Program)
{
    // Generous: it ends a test that hangs, it does not time one that works.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    // Arguments that stand before all others.
    public IReadOnlyList<string> Prefix { get; init; } = [];

    public IReadOnlyDictionary<string, string> Variables { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public string Input { get; init; } = "";

    public string Folder { get; init; } = "/";

    public TimeSpan Limit { get; init; } = LongestRun;

    public Command With(string variable, string value) =>
        this with
        {
            Variables = new Dictionary<string, string>(Variables, StringComparer.Ordinal) { [variable] = value },
        };

    public Command In(string folder) => this with { Folder = folder };

    // Runs it and insists on success: for what a test prepares, not for what it proves.
    public async Task<string> OutputAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(
            result.ExitCode == 0,
            $"{Program} {string.Join(' ', arguments)}: exit code {result.ExitCode}\n{result.Output}{result.Errors}");
        return result.Output.Trim();
    }

    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var process = Process.Start(StartInfo(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);

        try
        {
            await GiveInputAsync(process);
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException stop) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{Program} {string.Join(' ', arguments)} had not ended after {Limit}", stop);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    public ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, Prefix.Concat(arguments))
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");

        foreach (var (name, value) in Variables)
            start.Environment[name] = value;

        return start;
    }

    private async Task GiveInputAsync(Process process)
    {
        try
        {
            await process.StandardInput.WriteAsync(Input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input, which is its good right.
        }
    }
}
