namespace LabelHook.Cluster.Store;

// What the answers of Redis mean.
internal static class RedisErrors
{
    // words: What Redis answered; the first word is the kind of the error,
    // https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors.
    public static Problem Refused(RedisLogin login, string words) => words.Split(' ', 2) switch
    {
        ["READONLY", ..] => StoreProblems.ReadOnly(login.Address.Text),
        ["NOPERM", var sentence] => StoreProblems.NoPermission(login.Address.Text, User(login), sentence),
        ["NOAUTH" or "WRONGPASS", ..] => StoreProblems.NotAuthenticated(login.Address.Text, User(login)),
        ["EXECABORT", _] when words.Split("NOPERM ", 2) is [_, var sentence] =>
            StoreProblems.NoPermission(login.Address.Text, User(login), sentence),
        _ => StoreProblems.Failed(login.Address.Text, words),
    };

    private static string User(RedisLogin login) => login.User ?? "default";
}
