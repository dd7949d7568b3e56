namespace LabelHook.EnvironmentFiles;

/// <summary>
/// Variables that change how programs are loaded or run. A module's user may own the environment file, so a command that an
/// administrator runs does not take these from it.
/// </summary>
internal static class ReservedNames
{
    private static readonly string[] Names =
        ["PATH", "IFS", "ENV", "BASH_ENV", "SHELLOPTS", "BASHOPTS", "PS4", "GLIBC_TUNABLES", "GCONV_PATH", "NODE_OPTIONS", "HOME", "USER", "LOGNAME", "SHELL"];

    private static readonly string[] Prefixes = ["LD_", "PYTHON", "PERL5", "RUBY", "JAVA_TOOL", "DOTNET_", "CORECLR_", "COMPlus_", "BASH_FUNC_"];

    public static bool Contains(string name) => Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
