using static LabelHook.Wording;

namespace LabelHook.Nodes;

internal static class NodeProblems
{
    public static Problem ConfigurationKey(string path, int line, string key, string known) => Refused(
        "LH1201", ProblemKind.Configuration, $"{path}:{line}: unknown key {Shown(key)}", key, known);

    public static Problem ConfigurationValue(string path, int line, string key, string value, string accepted) => Refused(
        "LH1202", ProblemKind.Configuration, $"{path}:{line}: {key} is {Shown(value)}", value, accepted);

    public static Problem NoHome(ModuleName module) => new(
        "LH1203", ProblemKind.Configuration, $"the configured environment file is in {{home}}, but user {module} does not exist; create the user or use --env-file", module.ToString());

    public static Problem DatabaseLost(string path, bool isEmpty, string trace) => new(
        "LH3008", ProblemKind.Storage, $"ports database {path} is {(isEmpty ? "empty" : "missing")}, but {trace}; restore a backup or run 'labelhook adopt'", path);

    public static Problem EnvironmentElsewhere(ModuleName module, string path, string before) => Refused(
        "LH4005", ProblemKind.EnvironmentFile, $"module {module} already has an environment file, but not {Shown(path, path.Length)}", path, $"{before}, or another one after 'labelhook remove {module}'");

    public static Problem EnvironmentFolderGone(ModuleName module, string path) => new(
        "LH4021",
        ProblemKind.EnvironmentFile,
        $"folder of environment file {Shown(path, path.Length)} of module {module} not found; if it moved, run 'labelhook install {module} IMAGE --env-file FILE' with its new path",
        path);
}
