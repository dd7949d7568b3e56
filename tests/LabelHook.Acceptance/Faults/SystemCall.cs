using System.Text.RegularExpressions;

namespace LabelHook.Acceptance.Faults;

// The n-th call of its name on the files of a node: strace counts each name separately.
public sealed partial record SystemCall(string Name, int Ordinal, string Arguments)
{
    private static readonly HashSet<string> Changing =
        [
            "write", "pwrite64", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat",
            "ftruncate", "fallocate", "fchmod", "fchown", "link", "linkat",
        ];

    // Whether the disk differs after it.
    public bool Changes => Changing.Contains(Name) || Arguments.Contains("O_CREAT", StringComparison.Ordinal);

    public static IReadOnlyList<SystemCall> Read(string log)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var calls = new List<SystemCall>();
        var threads = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match match in Line.Matches(log))
        {
            var name = match.Groups["name"].Value;
            counts[name] = counts.GetValueOrDefault(name) + 1;
            calls.Add(new SystemCall(name, counts[name], match.Groups["arguments"].Value));
            threads.Add(match.Groups["thread"].Value);
        }

        // strace also counts each thread separately.
        Assert.Single(threads);
        return calls;
    }

    public override string ToString() => $"{Name} no. {Ordinal} ({Arguments})";

    [GeneratedRegex(
        @"^(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*)$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line { get; }
}
