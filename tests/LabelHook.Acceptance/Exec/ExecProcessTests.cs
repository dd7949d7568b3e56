using System.Diagnostics;
using System.Globalization;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Exec;

// `exec` leaves no process between the caller and the command, and nothing of the .NET runtime in the process.
public sealed class ExecProcessTests
{
    // signal(7): SIGPIPE is 13, and the masks in /proc count from bit 0.
    private const int PipeBit = 1 << 12;

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(15)]
    public async Task A_command_killed_by_a_signal_looks_so_to_the_caller(int signal)
    {
        RealPart.RequireProgram("python3", "python3");
        await using var node = await SharedNode.StartWithModuleAsync();
        const string Wait = "import subprocess, sys; print(subprocess.run(sys.argv[1:]).returncode)";

        // A shell starts background processes with SIGINT ignored, and their children inherit it.
        var code = await new Command("env").OutputAsync(
            [
                "--default-signal", "python3", "-c", Wait, node.Program, .. node.Exec, "sh", "-c",
                $"kill -{signal} $$; echo alive",
            ]);

        Assert.Equal($"-{signal}", code);
    }

    [Fact]
    public async Task The_command_replaces_the_process()
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        using var process = Process.Start(new Command(node.Program).StartInfo([.. node.Exec, "sh", "-c", "echo $$"]))!;
        var seen = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(process.Id.ToString(), seen.Trim());
    }

    [Fact]
    public async Task Signal_dispositions_are_not_changed()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        string[] command = ["grep", "-E", "^(Sig(Blk|Ign|Cgt)|NoNewPrivs|Seccomp):", "/proc/self/status"];

        // The process that runs the tests may ignore signals itself.
        var env = new Command("env");
        var with = await env.OutputAsync(["--default-signal", node.Program, .. node.Exec, .. command]);
        var without = await env.OutputAsync(["--default-signal", .. command]);

        Assert.Equal(without, with);
        var ignored =
            with.Split('\n').Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        Assert.Equal(0UL, ulong.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & PipeBit);
    }

    [Fact]
    public async Task Resource_limits_are_not_changed()
    {
        RealPart.RequireProgram("prlimit", "util-linux");
        await using var node = await SharedNode.StartWithModuleAsync();

        // .NET raises the number of open files to the hard limit when it starts, so the two must differ here.
        string[] limited = ["--nofile=512:1024", "--"];
        string[] command = ["cat", "/proc/self/limits"];
        var with = await new Command("prlimit").OutputAsync([.. limited, node.Program, .. node.Exec, .. command]);
        var without = await new Command("prlimit").OutputAsync([.. limited, .. command]);

        Assert.Matches(@"Max open files +512 +1024 ", without);
        Assert.Equal(without, with);
    }

    [Fact]
    public async Task No_open_file_is_inherited()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        string[] command = ["ls", "/proc/self/fd"];

        var with = await new Command(node.Program).OutputAsync([.. node.Exec, .. command]);
        var without = await new Command("env").OutputAsync(command);

        Assert.Equal(without, with);
    }
}
