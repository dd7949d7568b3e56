using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Publishing;
using LabelHook.Cluster.Store;

namespace LabelHook.Cluster.Options;

// Which Redis to use, and as which node: from options, or from the variables of NS8's agents.
internal sealed class ClusterOptions(Services services)
{
    // Files with these variables on NS8: /etc/nethserver/agent.env, and agent.env and environment in
    // /var/lib/nethserver/node/state; core/imageroot of ns8-core.
    private const string Leader = "REDIS_ADDRESS";
    private const string Replica = "REDIS_REPLICA_ADDRESS";
    private const string User = "REDIS_USER";
    private const string Password = "REDIS_PASSWORD";
    private const string NodeName = "NODE_ID";

    private const string DefaultAddress = "tcp://127.0.0.1:6379";

    private readonly Option<string> _redis = new("--redis")
    {
        Description = "Address of Redis: unix:///PATH or tcp://HOST:PORT, without TLS "
            + $"[default: {Leader} to publish and lease, else {Replica}, else {DefaultAddress}]",
        HelpName = "URI",
        Recursive = true,
    };

    public Option<string> Node { get; } = new("--node")
    {
        Description = $"Name of this node in the cluster [default: {NodeName}, or the N of {User}=node/N]",
        HelpName = "NAME",
    };

    public Services Services => services;

    public void AddTo(Command root) => root.Add(_redis);

    public NodeId ParseNode(ParseResult parsed)
    {
        if (parsed.GetValue(Node) is { } name)
            return Parse(Node.Name, name);
        if (Services.Host[NodeName] is { } number)
            return Parse(NodeName, number);
        return Services.Host[User]?.Split('/', 2) is ["node", var user]
            ? Parse(User, user)
            : throw new LabelHookException(PublishingProblems.NodeUnnamed());
    }

    // The store that can be changed.
    public IClusterStore ConnectToChange(ParseResult parsed) => Connect(parsed, [Leader]);

    // The nearest store.
    public IClusterStore ConnectToRead(ParseResult parsed) => Connect(parsed, [Replica, Leader]);

    private static NodeId Parse(string source, string text) => NodeId.TryParse(text, out var node)
        ? node
        : throw new LabelHookException(PublishingProblems.Node(source, text));

    private RedisStore Connect(ParseResult parsed, string[] variables)
    {
        var (source, text) = (_redis.Name, parsed.GetValue(_redis));
        foreach (var variable in variables)
        {
            if (text is null && Services.Host[variable] is { } value)
                (source, text) = (variable, value);
        }

        if (!RedisAddress.TryParse(text ?? DefaultAddress, out var address))
            throw new LabelHookException(StoreProblems.Address(source, text!));
        var login = new RedisLogin(address, Services.Host[User], Services.Host[Password], services.Timeout(parsed));
        return new RedisStore(RedisClient.Connect(login));
    }
}
