using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Installation;

// The root folder of a host, and hooks/install.sh for it. The script runs from a copy, so that it finds no published
// program.
public sealed class InstallationRoot : IAsyncDisposable
{
    // Files of NS8: those that LabelHook replaces, others beside them, and a database with a row.
    private const string Ns8Files = """
        mkdir -p var/lib/nethserver/node/state usr/local/agent/pypkg/node usr/local/bin etc
        echo '# of NS8' >usr/local/agent/pypkg/node/ports_manager.py
        for step in allocate-ports/50allocate deallocate-ports/50deallocate add-module/50update remove-module/50update remove-module/60ports; do
          mkdir -p "var/lib/nethserver/node/actions/${step%/*}"
          echo '#!/usr/bin/env python3' >"var/lib/nethserver/node/actions/$step"
          chmod 755 "var/lib/nethserver/node/actions/$step"
          echo '{"type": "object"}' >"var/lib/nethserver/node/actions/${step%/*}/validate-input.json"
        done
        find . -type f -exec touch --date 2024-05-06 {} +
        sqlite3 var/lib/nethserver/node/state/ports.sqlite "
          CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
          CREATE TABLE UDP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
          INSERT INTO TCP_PORTS VALUES (20000, 20001, 'mail1')"
        """;

    private readonly TemporaryFolder _folder = new();

    private InstallationRoot()
    {
    }

    public string this[string path] => _folder["root" + path];

    // The program to install; a short script replaces it if the test does not run it.
    public string Program { get; private set; } = "";

    public static async Task<InstallationRoot> PlainAsync()
    {
        var root = await CreateAsync();
        await root.ShellAsync("mkdir -p usr/local/bin etc");
        await root.ReleaseAsync("1");
        return root;
    }

    public static async Task<InstallationRoot> Ns8Async()
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        var root = await CreateAsync();
        await root.ShellAsync(Ns8Files);
        await root.ReleaseAsync("1");
        return root;
    }

    // Provides another version of the program.
    public async Task ReleaseAsync(string version) => Program = await WriteProgramAsync("labelhook-" + version, version);

    // Provides the program for clusters; by default beside install.sh, as in the archive.
    public Task ReleaseClusterProgramAsync(string file = "hooks/labelhook-cluster") =>
        WriteProgramAsync(file, "cluster");

    public void ReleaseRealProgram() => Program = LabelHookProgram.Command.Program;

    public async Task<CommandResult> InstallAsync(params string[] options) =>
        (await RunAsync(["--program", Program, .. options])).Succeeded();

    public async Task<CommandResult> UninstallAsync() => (await RunAsync("--uninstall")).Succeeded();

    public Task<CommandResult> RunAsync(params string[] options) =>
        RunWithPathAsync(Environment.GetEnvironmentVariable("PATH")!, options);

    public Task<CommandResult> RunWithPathAsync(string path, params string[] options) =>
        new Command(_folder["hooks/install.sh"]).In(_folder.Path).With("DESTDIR", "root").With("PATH", path)
            .RunAsync(options);

    public Task<string> ShellAsync(string script) =>
        new Command("sh").OutputAsync("-euc", "mkdir -p \"$0\"; cd \"$0\"\n" + script, this[""]);

    // Names, modes, times and contents of everything.
    public Task<string> ContentsAsync() => ShellAsync(
        "find . -type d -printf '%p %m\\n' | sort; find . ! -type d -printf '%p %m %T@ %l\\n' | sort; find . -type f "
            + "-exec sha256sum {} + | sort");

    // The same, and everything that shows that a file was written or touched.
    public async Task<string> TracesAsync() =>
        await ContentsAsync() + await ShellAsync("find . -printf '%p %i %T@ %C@\\n' | sort");

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static async Task<InstallationRoot> CreateAsync()
    {
        var root = new InstallationRoot();
        await new Command("cp").OutputAsync("--recursive", Repository.At("hooks"), root._folder["hooks"]);
        return root;
    }

    private async Task<string> WriteProgramAsync(string file, string output)
    {
        var program = _folder.Write(file, $"#!/bin/sh\necho {output}\n");
        await new Command("chmod").OutputAsync("+x", program);
        return program;
    }
}
