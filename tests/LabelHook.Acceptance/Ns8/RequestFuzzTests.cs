using System.Text.Json;
using CsCheck;
using LabelHook.Acceptance.Faults;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;
using LabelHook.Tests.Corpus;

namespace LabelHook.Acceptance.Ns8;

// For any input, the steps answer in JSON or reject it with messages of one line.
public sealed class RequestFuzzTests
{
    private const int FastMutants = 25;
    private const int FullMutants = 2000;

    private static readonly int[] ExitCodes = [0, 1, 2, 32, 33];

    private static readonly string[] Steps =
        ["add-module", "update-module", "remove-module", "allocate-ports", "deallocate-ports"];

    [Fact]
    public async Task No_request_breaks_a_step()
    {
        await using var folder = new TemporaryFolder();
        var input = folder["request"];
        await using var node = new Node(
            LabelHookProgram.Command.With("AGENT_TASK_USER", "") with
            {
                Program = "sh",
                Prefix = ["-c", "exec \"$@\" <\"$0\"", input, LabelHookProgram.Command.Program],
            }, "--config", folder
                .Write("labelhook.yaml", "avoid-in-use: false\n"));
        var tried = 0;
        var done = 0;

        foreach (var (_, request) in Mutants.Kept("ns8"))
            await TryAsync(request);
        Assert.InRange(done, Steps.Length, int.MaxValue);
        await Mutants.Of("ns8").SampleAsync(
            TryAsync,
            iter: Sweep.IsFull ? FullMutants : FastMutants,
            threads: 1,
            print: request => $"base64 {Convert.ToBase64String(request)}");

        (await node.RunAsync("list")).Succeeded();
        Figures.Add("fuzz-steps", ("runs", tried));

        async Task TryAsync(byte[] request)
        {
            await File.WriteAllBytesAsync(input, request, TestContext.Current.CancellationToken);
            foreach (var step in Steps)
            {
                tried++;
                var run = await node.RunAsync("ns8", step);
                done += run.ExitCode == 0 ? 1 : 0;
                Assert.Contains(run.ExitCode, ExitCodes);
                Assert.All(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), IsSentence);
                if (run.ExitCode is 1 or 2)
                    Assert.Equal("", run.Output);
                else
                    Assert.NotEqual(JsonValueKind.Undefined, run.Json.ValueKind);
            }
        }
    }

    private static void IsSentence(string line)
    {
        Assert.Matches("^<[34]>labelhook: .", line);
        Assert.DoesNotContain("internal error", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line, char.IsControl);
    }
}
