using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Completion;

// A real shell with the completion installed, in a folder of its own, with modules. A completed line runs at once, and
// the recorded arguments of the program are the answer. Bash and zsh get key presses that insert all suggestions; fish
// prints its suggestions.
public sealed class Shell : IAsyncDisposable
{
    // Records the calls of the programs. The completion scripts call the real programs with `command`. Each prompt has
    // a number.
    private const string Recorder = """
        labelhook() { n=$((n + 1)); echo "$@" >>words; }
        labelhook-cluster() { labelhook "$@"; }
        n=0
        PS1='ready $n> '
        """;

    private const string BashSettings = $"""
        . /usr/share/bash-completion/bash_completion
        {Recorder}
        """;

    private const string ZshSettings = $"""
        fpath=($PWD/share/zsh/site-functions $fpath)
        autoload -Uz compinit
        compinit -u -D
        zstyle ':completion:*' completer _all_matches _complete
        zstyle ':completion:*:all-matches:*' insert true
        setopt no_beep prompt_subst
        {Recorder}
        """;

    private readonly TemporaryFolder _folder = new();

    private readonly string _name;

    private Shell(string name) => _name = name;

    public string Folder => _folder.Path;

    public static async Task<Shell> StartAsync(string name)
    {
        RealPart.RequireProgram(name, name);
        RealPart.RequireProgram("python3", "python3");
        RealPart.Require(
            "bash-completion",
            File.Exists("/usr/share/bash-completion/bash_completion"),
            "apt-get install bash-completion");
        var shell = new Shell(name);
        shell._folder.Write(".bashrc", BashSettings);
        shell._folder.Write(".zshrc", ZshSettings);
        await shell.AddAsync("labelhook", LabelHookProgram.Command);
        return shell;
    }

    // Installs a program with its completion.
    public async Task AddAsync(string program, Command command)
    {
        var scripts = new[]
        {
            ("bash", $"share/bash-completion/completions/{program}"),
            ("zsh", $"share/zsh/site-functions/_{program}"),
            ("fish", $"share/fish/vendor_completions.d/{program}.fish"),
        };
        foreach (var (language, file) in scripts)
            _folder.Write(file, (await command.RunAsync("completion", language)).Succeeded().Output);
        Directory.CreateDirectory(_folder["bin"]);
        File.CreateSymbolicLink(_folder[$"bin/{program}"], command.Program);
    }

    public string Write(string file, string text) => _folder.Write(file, text);

    public Task<string> LabelHookAsync(params string[] arguments) =>
        Here(LabelHookProgram.Command).OutputAsync(arguments);

    // lines: Arguments of labelhook.
    public Task<IReadOnlyList<string>> CompleteAsync(params IEnumerable<string> lines) =>
        CompleteCommandsAsync(lines.Select(line => $"labelhook {line}"));

    // Returns: the arguments of each command, with all suggestions in the place of its last word; the arguments
    // themselves if there are no suggestions.
    public async Task<IReadOnlyList<string>> CompleteCommandsAsync(params IEnumerable<string> commands)
    {
        if (_name is "fish")
            return await AskFishAsync(commands);

        // In readline, M-* inserts all completions.
        var key = _name is "bash" ? "\e*" : "\t";
        var keyboard = Repository.At("tests/LabelHook.Acceptance/Completion/keyboard.py");
        var result = await Here(new Command("python3")).RunAsync(
            [keyboard, _name, .. commands.Select(command => $"{command}{key}\r"), "exit\r"]);

        Assert.True(File.Exists(_folder["words"]), $"{_name} did not run the lines: {result.Output}{result.Errors}");
        var words = await File.ReadAllLinesAsync(_folder["words"], TestContext.Current.CancellationToken);
        File.Delete(_folder["words"]);
        return words;
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task<IReadOnlyList<string>> AskFishAsync(IEnumerable<string> commands)
    {
        var completed = new List<string>();
        foreach (var command in commands)
        {
            var line = command[(command.IndexOf(' ') + 1)..];

            // A candidate, a tab, its description.
            var fish = Here(new Command("fish")).With("line", command);
            var offered = (await fish.OutputAsync("-c", "complete -C $line"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(candidate => candidate.Split('\t')[0])
                .ToList();
            completed.Add(
                offered.Count == 0 ? line.TrimEnd() : line[..(line.LastIndexOf(' ') + 1)] + string.Join(' ', offered));
        }

        return completed;
    }

    private Command Here(Command command) =>
        command.In(_folder.Path)
            .With("HOME", _folder.Path)
            .With("ZDOTDIR", _folder.Path)
            .With("TERM", "xterm")
            .With("LC_ALL", "C.UTF-8")
            .With("XDG_CONFIG_HOME", _folder["configuration"])
            .With("XDG_DATA_HOME", _folder["data"])
            .With("XDG_DATA_DIRS", $"{_folder["share"]}:/usr/local/share:/usr/share")
            .With("LABELHOOK_STATE", _folder["state"])
            .With("CONTAINER_HOST", $"unix://{_folder["engine.sock"]}")
            .With("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}");
}
