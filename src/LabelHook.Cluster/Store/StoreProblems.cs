using static LabelHook.Wording;

namespace LabelHook.Cluster.Store;

internal static class StoreProblems
{
    public static Problem Address(string source, string value) => Refused(
        "LH7001", ProblemKind.InvalidRequest, $"{source} {Shown(value)} is not valid", value, RedisAddress.Accepted);

    public static Problem Unreachable(string address, string reason) => new(
        "LH7002", ProblemKind.Host, $"Redis at {Shown(address, address.Length)} cannot be reached: {reason.TrimEnd('.')}", address);

    public static Problem NotAuthenticated(string address, string user) => new(
        "LH7003",
        ProblemKind.Host,
        $"Redis at {Shown(address, address.Length)} rejected user {Shown(user)}; set REDIS_USER and REDIS_PASSWORD",
        user);

    public static Problem NoPermission(string address, string user, string words) => new(
        "LH7004",
        ProblemKind.Denied,
        $"Redis at {Shown(address, address.Length)} denied access to user {Shown(user)}: {words.TrimEnd('.')}",
        user);

    public static Problem PartRefused(string address, string? channel) => new(
        "LH7009",
        ProblemKind.Denied,
        $"Redis at {Shown(address, address.Length)} refused a part of the change; the user needs the commands of a transaction"
            + (channel is null ? "" : $" and the channel {channel}"),
        address);

    public static Problem ReadOnly(string address) => new(
        "LH7005",
        ProblemKind.Host,
        $"Redis at {Shown(address, address.Length)} is a replica and refuses changes; name the leader with --redis or REDIS_ADDRESS",
        address);

    public static Problem NoAnswer(string address) => new(
        "LH7006",
        ProblemKind.Host,
        $"Redis at {Shown(address, address.Length)} did not answer in time; whether it made a change is unknown, and running the command again is safe",
        address);

    public static Problem Failed(string address, string words) => new(
        "LH7007", ProblemKind.Host, $"Redis at {Shown(address, address.Length)} failed: {words.TrimEnd('.')}", address);

    public static Problem Variables(string path, string reason) => new(
        "LH7011", ProblemKind.Host, $"cannot read {path}: {reason}; use sudo, or set REDIS_ADDRESS", path);

    // fault: What is wrong, for a sentence that starts with the key's owner.
    public static Problem LeasesUnreadable(string address, string fault) => new(
        "LH7010",
        ProblemKind.Host,
        $"Redis at {Shown(address, address.Length)} {fault}: {Publications.LeaseKeys.Leases}; delete the key, and publish on each node",
        address);

    public static Problem TooManyKeys(string address, int limit) => new(
        "LH7008", ProblemKind.Host, $"Redis at {Shown(address, address.Length)} has more than {limit} keys of nodes", address);
}
