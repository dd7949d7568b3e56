using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Host;

// `who` with real sockets, in a network namespace where nothing else listens.
public sealed class WhoTests(ContainerEngines engines) : IAsyncDisposable
{
    // Opens every kind of socket on port 20001, then runs the rest of its command line, optionally as another user, and
    // prints its own process ID first.
    private const string Server = """
        import fcntl, os, socket, struct, subprocess, sys
        tcp, tcp6 = socket.socket(), socket.socket(socket.AF_INET6)
        fcntl.ioctl(tcp, 0x8914, struct.pack("16sH22x", b"lo", 1))  # SIOCSIFFLAGS: up
        tcp.bind(("127.0.0.1", 20001)); tcp.listen()
        tcp6.bind(("::1", 20001)); tcp6.listen()
        clients = [socket.create_connection(("127.0.0.1", 20001)) for _ in range(4)]
        served = [tcp.accept()[0] for _ in clients]
        served[0].close(); clients[0].recv(1); clients[0].close()
        udp, udp6 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 20001)); udp6.bind(("::1", 20001))
        user = int(sys.argv[1])
        print(os.getpid(), flush=True)
        sys.exit(subprocess.run(sys.argv[2:], user=user, group=user, extra_groups=[]).returncode)
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Sockets_of_both_protocols_and_families_are_listed_with_their_process()
    {
        var result = await AskServerAsync("0", "--json");

        var (process, answer) = (
            result.Lines[0], JsonDocument.Parse(result.Lines[1]).RootElement.GetProperty("protocols"));
        Assert.Equal(
            [
                $"127.0.0.1 listening 1 {process}",
                $"::1 listening 1 {process}",
                $"127.0.0.1 connected 3 {process}",
                "127.0.0.1 time-wait 1 ",
            ],
            Sockets(answer[0]));
        Assert.Equal([$"127.0.0.1 listening 1 {process}", $"::1 listening 1 {process}"], Sockets(answer[1]));
    }

    [Fact]
    public async Task The_text_fits_on_one_screen()
    {
        var result = await AskServerAsync("0");

        Assert.Equal(
            $"""
            20001/tcp  not allocated
            sockets    127.0.0.1 listening: python3 (pid {result.Lines[0]})
                       [::1] listening: python3 (pid {result.Lines[0]})
                       127.0.0.1 connected (3 sockets): python3 (pid {result.Lines[0]})
                       127.0.0.1 in TIME_WAIT: closed, free again within a minute
            band       inside 20001-45000
            kernel     outside its ephemeral range 32768-60999: not used for outgoing connections
            """,
            string.Join(
                '\n',
                result.Lines.Skip(1).TakeWhile(line => !line.StartsWith("20001/udp", StringComparison.Ordinal))
                    .Select(WithoutUnit)));
    }

    [Fact]
    public async Task Install_who_and_check_all_see_a_bound_socket_that_does_not_listen()
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("python3", "python3");
        Assert.SkipWhen(
            Environment.OSVersion.Version < new Version(6, 8), "Linux before 6.8 does not tell of such sockets");
        const string Bind = """
            import socket, subprocess, sys
            bound = socket.socket()
            bound.bind(("127.0.0.1", 20001))
            sys.exit(subprocess.run(["sh", "-c", sys.argv[1]]).returncode)
            """;
        var labels = _folder.Write("one.yaml", "labels:\n  org.nethserver.tcp-ports-demand: 1\n");
        var call = $"'{LabelHookProgram.Command.Program}' --state '{_folder["state"]}'";

        var result = await new Command("unshare").RunAsync(
            "--net",
            "python3",
            "-c",
            Bind,
            $"{call} install m1 {labels} --dry-run; {call} claim m1 20001 --protocol tcp; {call} who 20001/tcp; "
                + $"{call} check || true");

        Assert.Contains("TCP_PORT=20002\n", result.Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains(
            "sockets    127.0.0.1 bound, not listening: python3 (pid ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no socket uses them", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_sees_the_owner_of_a_socket_and_that_root_sees_more()
    {
        var result = await AskServerAsync(SharedNode.ModuleUser.ToString());

        Assert.Contains(
            "127.0.0.1 listening: a process of user 0; run as root to see which",
            result.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("python3", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "does not exist", Assert.Single(result.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("check")]
    [InlineData("map")]
    [InlineData("who 20001")]
    [InlineData("unreserve 20001 --protocol tcp")]
    public async Task JSON_says_that_there_is_no_database_and_none_is_created(string call)
    {
        await using var own = new TemporaryFolder();

        var result = await LabelHookProgram.Command.RunAsync([.. call.Split(' '), "--json", "--state", own["state"]]);

        Assert.Contains(
            $"\"warnings\":[\"ports database {own["state/ports.sqlite"]} does not exist",
            result.Succeeded().Output,
            StringComparison.Ordinal);
        Assert.False(File.Exists(own["state/ports.sqlite"]));
    }

    [Theory]
    [InlineData(
        "33000",
        "inside its ephemeral range 32768-60999, but in ip_local_reserved_ports: not used for outgoing connections")]
    [InlineData(
        "33002",
        "inside its ephemeral range 32768-60999 and not in ip_local_reserved_ports: may be used for outgoing "
            + "connections")]
    [InlineData(
        "20005",
        "outside its ephemeral range 32768-60999: not used for outgoing connections, and in ip_local_reserved_ports")]
    public async Task The_use_of_the_port_by_the_kernel_is_explained(string port, string expected)
    {
        RealPart.RequireRoot();
        const string Reserve =
            "echo 20001-20010,33000-33001 >/proc/sys/net/ipv4/ip_local_reserved_ports && exec \"$@\"";

        var result = await new Command("unshare").RunAsync(
            "--net",
            "sh",
            "-c",
            Reserve,
            "sh",
            LabelHookProgram.Command.Program,
            "who",
            $"{port}/udp",
            "--state",
            _folder["none"]);

        Assert.Contains($"kernel     {expected}\n", result.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_is_shown_with_its_name()
    {
        const string Program = "/usr/local/bin/labelhook";
        await using var system = await BootedSystem.StartAsync((LabelHookProgram.Command.Program, Program));
        await system.WriteAsync(
            "/etc/systemd/system/echo@.service",
            "[Service]\nExecStart=/usr/bin/systemd-socket-activate --listen=127.0.0.1:%i /bin/cat\n");

        await system.OutputAsync("systemctl", "start", "echo@20001.service");
        await system.OutputAsync(
            "sh",
            "-c",
            $"for i in $(seq 100); do {Program} who 20001/tcp | grep -q listening && exit; sleep 0.1; done; exit 1");

        Assert.Contains(
            "), unit echo@20001.service\n",
            await system.OutputAsync(Program, "who", "20001/tcp"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_is_shown_with_its_ID()
    {
        const string Busybox = "localhost/who:latest";
        var podman = await engines.Podman;
        await podman.Images.ImportAsync(await Engines.Busybox.WriteAsync(_folder["busybox.tar"]), Busybox);
        var port = FreePort().ToString();
        var container = await podman.Podman.OutputAsync(
            "run", "--detach", "--network", "host", Busybox, "/bin/busybox", "httpd", "-f", "-p", $"127.0.0.1:{port}");
        try
        {
            var program = LabelHookProgram.Command;
            CommandResult result;
            do
                result = (await program.RunAsync(
                    "who", $"{port}/tcp", "--state", _folder["none"], "--json")).Succeeded();
            while (Sockets(result.Json.GetProperty("protocols")[0]).Length == 0
                && (await podman.Podman.OutputAsync("ps", "--quiet")).Length > 0);

            var process = result.Json.GetProperty("protocols")[0].GetProperty("sockets")[0].GetProperty("processes")[0];
            Assert.Equal(container, process.GetProperty("container").GetString());
        }
        finally
        {
            await podman.Podman.OutputAsync("rm", "--force", "--time", "0", container);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("20002-20001")]
    [InlineData("20001-65536/tcp")]
    [InlineData("20001/sctp")]
    [InlineData("20001/tcp/udp")]
    [InlineData("+20001")]
    [InlineData(" 20001")]
    public async Task An_invalid_port_is_rejected(string port)
    {
        var result = (await LabelHookProgram.Command.RunAsync("who", port, "--state", _folder["none"])).Failed(2);

        Assert.StartsWith(
            $"labelhook: ports \"{port}\" are not valid; accepted: ", result.Complaint, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("mail1", "module \"mail1\" not found")]
    [InlineData("3cx1", "module \"3cx1\" not found")]
    [InlineData("mail!", "module name \"mail!\" is not valid")]
    public async Task Text_with_letters_names_a_module(string module, string error)
    {
        var result = await LabelHookProgram.Command.RunAsync("who", module, "--state", _folder["none"]);

        Assert.StartsWith("labelhook: " + error, result.Complaint, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static string[] Sockets(JsonElement protocol) =>
    [
        .. protocol.GetProperty("sockets").EnumerateArray().Select(socket =>
            $"{socket.GetProperty("address")} {socket.GetProperty("state")} {socket.GetProperty("count")} {string.Join(' ', socket.GetProperty("processes").EnumerateArray().Select(process => process.GetProperty("pid")))}"),
    ];

    // This test may run in any unit, or in none.
    private static string WithoutUnit(string line) => line.Split(", unit ")[0].Split(", container ")[0];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // From a folder that every user can read.
    private async Task<CommandResult> AskServerAsync(string user, params string[] options)
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("python3", "python3");
        await new Command("sh").OutputAsync(
            "-euc",
            "chmod 755 \"$0\"; install -m 755 \"$1\" \"$0/labelhook\"",
            _folder.Path,
            LabelHookProgram.Command.Program);

        return (await new Command("unshare").RunAsync(
            [
                "--net", "python3", "-c", Server, user, _folder["labelhook"], "who", "20001", "--state",
                _folder["none"], .. options,
            ])).Succeeded();
    }
}
