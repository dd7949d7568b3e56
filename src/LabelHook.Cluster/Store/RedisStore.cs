using System.Text;
using System.Text.Unicode;
using LabelHook.Cluster.Publications;
using StackExchange.Redis;

namespace LabelHook.Cluster.Store;

// The store in Redis, with the few commands that NS8 permits to a node: no scripts, no INFO, no subscription.
internal sealed class RedisStore : IClusterStore
{
    // Most keys of nodes that are looked through; arbitrary, so that a node that makes keys without end is noticed.
    private const int MaxKeys = 1_000_000;

    // Most bytes of one hash in Redis' memory; arbitrary, enough for a module on each port.
    private const long MaxHash = 16 << 20;

    // How many nodes are requested at once; arbitrary.
    private const int Batch = 100;

    // How many keys one step of a SCAN looks at; arbitrary.
    private const int ScanPage = 1000;

    private readonly RedisLogin _login;
    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _database;

    private RedisStore(RedisLogin login, ConnectionMultiplexer connection)
    {
        _login = login;
        _connection = connection;
        _database = connection.GetDatabase();
    }

    private string Name => _login.Address.Text;

    public static RedisStore Connect(RedisLogin login)
    {
        if (ServerProbe.Fault(login) is { } fault)
            throw new LabelHookException(StoreProblems.Unreachable(login.Address.Text, fault));
        RedisStore store;
        try
        {
            store = new RedisStore(login, ConnectionMultiplexer.Connect(Options(login)));
        }
        catch (RedisException error)
        {
            var reason = ServerProbe.NoAnswer(login);
            throw new LabelHookException(StoreProblems.Unreachable(login.Address.Text, reason), error);
        }

        try
        {
            store.Authenticate();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public IReadOnlyList<NodeId> Nodes() => Run(() =>
    {
        var nodes = new SortedSet<NodeId>(NodeId.ByName);
        var count = 0;
        var server = _connection.GetServers()[0];
        foreach (var key in server.Keys(pattern: NodeKeys.Prefix + "*", pageSize: ScanPage))
        {
            if (++count > MaxKeys)
                throw new LabelHookException(StoreProblems.TooManyKeys(Name, MaxKeys));
            if (NodeKeys.TryParse(key.ToString(), out var node))
                nodes.Add(node);
        }

        return (IReadOnlyList<NodeId>)[.. nodes];
    });

    public IReadOnlyList<StoredNode> Read(IReadOnlyList<NodeId> nodes) => Run(() =>
    {
        var found = new List<StoredNode>();
        foreach (var some in nodes.Chunk(Batch))
        {
            var sizes = some.Select(node => Keys(node).Select(SizeAsync).ToArray()).ToArray();
            var reads = some.Zip(sizes, ReadAsync).ToArray();
            found.AddRange(reads.Select(_database.Wait));
        }

        return (IReadOnlyList<StoredNode>)found;
    });

    public bool TryReplace(StoredNode before, NodeHashes content, string message)
    {
        var keys = new NodeKeys(before.Node);
        return Change(before, change =>
        {
            _ = change.KeyDeleteAsync([.. Keys(before.Node)]);
            _ = change.HashSetAsync(keys.Summary, Entries(content.Summary));
            foreach (var protocol in ProtocolName.All)
            {
                if (content.Ports(protocol).Count > 0)
                    _ = change.HashSetAsync(keys.Ports(protocol), Entries(content.Ports(protocol)));
            }

            _ = change.PublishAsync(RedisChannel.Literal(keys.Event), message);
        });
    }

    public bool TryConfirm(StoredNode before, string time) => Change(
        before,
        change => _ = change.HashSetAsync(new NodeKeys(before.Node).Summary, SummaryField.Time, time));

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

    private static RedisKey[] Keys(NodeId node)
    {
        var keys = new NodeKeys(node);
        return [keys.Summary, keys.Ports(Protocol.Tcp), keys.Ports(Protocol.Udp)];
    }

    private static HashEntry[] Entries(IReadOnlyDictionary<string, string> hash) =>
        [.. hash.Select(entry => new HashEntry(entry.Key, entry.Value))];

    private async Task<long> SizeAsync(RedisKey key)
    {
        var size = await _database.ExecuteAsync("MEMORY", "USAGE", key, "SAMPLES", "0").ConfigureAwait(false);
        return size.IsNull ? 0 : (long)size;
    }

    private async Task<StoredNode> ReadAsync(NodeId node, Task<long>[] sizes)
    {
        if ((await Task.WhenAll(sizes).ConfigureAwait(false)).Max() is > MaxHash and var size)
            return Unreadable(node, $"has a key of {size} bytes; at most {MaxHash} are read");
        var read = _database.CreateTransaction();
        var hashes = Keys(node).Select(key => read.HashGetAllAsync(key)).ToArray();
        await read.ExecuteAsync().ConfigureAwait(false);
        try
        {
            var entries = await Task.WhenAll(hashes).ConfigureAwait(false);
            var texts = entries.Select(Texts).ToArray();
            return texts is [{ } summary, { } tcp, { } udp]
                ? new StoredNode(node, new NodeHashes(summary, tcp, udp))
                : Unreadable(node, "has a value that is not UTF-8");
        }
        catch (RedisServerException error) when (error.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            return Unreadable(node, "has a key that is not a hash");
        }
    }

    private static StoredNode Unreadable(NodeId node, string fault)
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        return new StoredNode(node, new NodeHashes(none, none, none), fault);
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

    // Makes a change in one transaction, if the node's publication is still the one that was read.
    private bool Change(StoredNode before, Action<ITransaction> change) => Run(() =>
    {
        if (_connection.GetServers()[0].IsReplica)
            throw new LabelHookException(StoreProblems.ReadOnly(Name));
        RedisKey summary = new NodeKeys(before.Node).Summary;
        var transaction = _database.CreateTransaction();
        if (before.Fault is null)
        {
            transaction.AddCondition(before.Number is { } number
                ? Condition.HashEqual(summary, SummaryField.Publication, number)
                : Condition.HashNotExists(summary, SummaryField.Publication));
        }

        change(transaction);
        try
        {
            return transaction.Execute();
        }
        catch (RedisServerException error) when (error.Message.StartsWith("EXECABORT", StringComparison.Ordinal))
        {
            // Only the answer to a single command says why. This one changes nothing: no field is called so.
            _database.HashDelete(summary, "");
            throw new LabelHookException(StoreProblems.PartRefused(Name, new NodeKeys(before.Node).Event), error);
        }
    });

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
