namespace LabelHook.Benchmarks;

// What tests/benchmark.sh has prepared: servers, engines with the image, and compiled floors.
// Program, ClusterProgram: the published programs.
// Python: the interpreter.
// Folder: deleted afterwards.
// Rounds: how often each command is measured.
internal sealed record Bench(string Program, string ClusterProgram, string Python, string Folder, int Rounds)
{
    public const string Image = "ghcr.io/nethserver/mattermost:2.1.1";

    public string Beside => this["beside"];

    public string DockerSocket => this["docker.sock"];

    public string PodmanImages => this["store/overlay-images"];

    public string this[string name] => Path.Join(Folder, name);
}
