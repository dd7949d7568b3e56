namespace LabelHook.Benchmarks;

/// <summary>What tests/benchmark.sh has prepared: engines that hold the image, floors that are compiled.</summary>
/// <param name="Program">The published program.</param>
/// <param name="Python">The interpreter.</param>
/// <param name="Folder">A folder that goes away afterwards.</param>
/// <param name="Rounds">How often each command is measured.</param>
internal sealed record Bench(string Program, string Python, string Folder, int Rounds)
{
    public const string Image = "ghcr.io/nethserver/mattermost:2.1.1";

    public string Beside => this["beside"];

    public string DockerSocket => this["docker.sock"];

    public string PodmanImages => this["store/overlay-images"];

    public string this[string name] => Path.Join(Folder, name);
}
