using System.Text;
using System.Text.Unicode;
using StackExchange.Redis;

namespace LabelHook.Cluster.Store;

// A client of a Redis server that only uses what NS8 permits to a node: no scripts, no INFO, no subscription. Values are
// texts; whatever another program wrote as something else is a fault of its key.
internal sealed class RedisClient : IDisposable
{
    // Most bytes of one hash in Redis' memory; arbitrary, enough for a module on each port.
    private const long MaxHash = 16 << 20;

    // How many groups of hashes are requested at once; arbitrary.
    private const int Batch = 100;

    // How many keys one step of a SCAN looks at; arbitrary.
    private const int ScanPage = 1000;

    private readonly RedisLogin _login;
    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _database;

    private RedisClient(RedisLogin login, ConnectionMultiplexer connection)
    {
        _login = login;
        _connection = connection;
        _database = connection.GetDatabase();
    }

    public string Name => _login.Address.Text;

    private IServer Server => _connection.GetServers()[0];

    public static RedisClient Connect(RedisLogin login)
    {
        if (ServerProbe.Fault(login) is { } fault)
            throw new LabelHookException(StoreProblems.Unreachable(login.Address.Text, fault));
        RedisClient client;
        try
        {
            client = new RedisClient(login, ConnectionMultiplexer.Connect(Options(login)));
        }
        catch (RedisException error)
        {
            var reason = ServerProbe.NoAnswer(login);
            throw new LabelHookException(StoreProblems.Unreachable(login.Address.Text, reason), error);
        }

        try
        {
            client.Authenticate();
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    // most: How many keys there may be.
    // Returns: all keys with that prefix; each may come more than once.
    public IReadOnlyList<string> Keys(string prefix, int most) => Run(() =>
    {
        var keys = new List<string>();
        foreach (var key in Server.Keys(pattern: prefix + "*", pageSize: ScanPage))
        {
            if (keys.Count == most)
                throw new LabelHookException(StoreProblems.TooManyKeys(Name, most));
            keys.Add(key.ToString());
        }

        return (IReadOnlyList<string>)keys;
    });

    // Reads the hashes of each group at one moment.
    public IReadOnlyList<RedisHashes> ReadHashes(IEnumerable<string[]> groups) => Run(() =>
    {
        var found = new List<RedisHashes>();
        foreach (var some in groups.Chunk(Batch))
        {
            var sizes = some.Select(keys => keys.Select(SizeAsync).ToArray()).ToArray();
            var reads = some.Zip(sizes, ReadHashesAsync).ToArray();
            found.AddRange(reads.Select(_database.Wait));
        }

        return (IReadOnlyList<RedisHashes>)found;
    });

    // Makes all changes in one transaction if the conditions are true, or none.
    public bool TryChange(IReadOnlyList<RedisCondition> conditions, IReadOnlyList<RedisChange> changes) => Run(() =>
    {
        if (Server.IsReplica)
            throw new LabelHookException(StoreProblems.ReadOnly(Name));
        var transaction = _database.CreateTransaction();
        foreach (var (key, field, value) in conditions)
        {
            transaction.AddCondition(
                value is null ? Condition.HashNotExists(key, field) : Condition.HashEqual(key, field, value));
        }

        foreach (var change in changes)
            Send(transaction, change);
        try
        {
            return transaction.Execute();
        }
        catch (RedisServerException error) when (error.Message.StartsWith("EXECABORT", StringComparison.Ordinal))
        {
            // Only the answer to a single command says why. These change nothing: no field is called so.
            foreach (var key in changes.OfType<RedisChange.SetFields>().Select(change => change.Key))
                _database.HashDelete(key, "");
            var channel = changes.OfType<RedisChange.Publish>().FirstOrDefault()?.Channel;
            throw new LabelHookException(StoreProblems.PartRefused(Name, channel), error);
        }
    });

    public void Dispose() => _connection.Dispose();

    private static ConfigurationOptions Options(RedisLogin login)
    {
        var wait = (int)login.Wait.TotalMilliseconds;
        var options = new ConfigurationOptions
        {
            EndPoints = { login.Address.EndPoint },
            User = login.User,
            Password = login.Password,
            AbortOnConnectFail = true,
            ConnectTimeout = wait,
            SyncTimeout = wait,
            AsyncTimeout = wait,
            ConnectRetry = 0,
            BacklogPolicy = BacklogPolicy.FailFast,
            Protocol = RedisProtocol.Resp3, // its greeting says whether the server is a replica
            TieBreaker = "",
        };
        options.CommandMap = CommandMap.Create(
            ["CLIENT", "CLUSTER", "CONFIG", "ECHO", "INFO", "PSUBSCRIBE", "ROLE", "SUBSCRIBE"], available: false);
        return options;
    }

    private static void Send(ITransaction transaction, RedisChange change) => _ = change switch
    {
        RedisChange.DeleteKeys(var keys) => transaction.KeyDeleteAsync([.. keys.Select(key => (RedisKey)key)]),
        RedisChange.SetFields(var key, var fields) => transaction.HashSetAsync(key, Entries(fields)),
        RedisChange.DeleteField(var key, var field) => transaction.HashDeleteAsync(key, field),
        RedisChange.Publish(var channel, var message) =>
            transaction.PublishAsync(RedisChannel.Literal(channel), message),
        _ => (Task)Task.CompletedTask,
    };

    private static HashEntry[] Entries(IReadOnlyDictionary<string, string> hash) =>
        [.. hash.Select(entry => new HashEntry(entry.Key, entry.Value))];

    private async Task<long> SizeAsync(string key)
    {
        var size = await _database.ExecuteAsync("MEMORY", "USAGE", key, "SAMPLES", "0").ConfigureAwait(false);
        return size.IsNull ? 0 : (long)size;
    }

    private async Task<RedisHashes> ReadHashesAsync(string[] keys, Task<long>[] sizes)
    {
        if ((await Task.WhenAll(sizes).ConfigureAwait(false)).Max() is > MaxHash and var size)
            return RedisHashes.Unreadable($"has a key of {size} bytes; at most {MaxHash} are read");
        var read = _database.CreateTransaction();
        var hashes = keys.Select(key => read.HashGetAllAsync(key)).ToArray();
        await read.ExecuteAsync().ConfigureAwait(false);
        try
        {
            var entries = await Task.WhenAll(hashes).ConfigureAwait(false);
            var texts = entries.Select(Texts).OfType<IReadOnlyDictionary<string, string>>().ToArray();
            return texts.Length == keys.Length
                ? new RedisHashes(texts)
                : RedisHashes.Unreadable("has a value that is not UTF-8");
        }
        catch (RedisServerException error) when (error.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            return RedisHashes.Unreadable("has a key that is not a hash");
        }
    }

    // Returns: null if a name or a value is not UTF-8.
    private static Dictionary<string, string>? Texts(HashEntry[] entries)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (Text(entry.Name) is not { } name || Text(entry.Value) is not { } value)
                return null;
            texts[name] = value;
        }

        return texts;
    }

    private static string? Text(RedisValue value)
    {
        var bytes = (byte[]?)value ?? [];
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    // The client goes on as the default user if the user or the password is wrong.
    private void Authenticate() => Run(() =>
        _login.Password is { } password ? _database.Execute("AUTH", _login.User ?? "default", password) : null);

    private T Run<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            var isAnswer = error is RedisServerException;
            throw new LabelHookException(
                isAnswer ? RedisErrors.Refused(_login, error.Message) : StoreProblems.NoAnswer(Name), error);
        }
    }
}
