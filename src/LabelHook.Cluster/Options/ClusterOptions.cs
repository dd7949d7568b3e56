using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Publishing;
using LabelHook.Cluster.Store;

namespace LabelHook.Cluster.Options;

// Which Redis to use, and as which node.
internal sealed class ClusterOptions(Services services)
{
    private const string DefaultAddress = "tcp://127.0.0.1:6379";

    private readonly ClusterVariables _variables = new(Services.Host);

    private readonly Option<string> _redis = new("--redis")
    {
        Description = "Address of Redis: unix:///PATH or tcp://HOST:PORT, without TLS "
            + $"[default: {ClusterVariables.Leader} to publish and lease, else {ClusterVariables.Replica}, else {DefaultAddress}]",
        HelpName = "URI",
        Recursive = true,
    };

    public Option<string> Node { get; } = new("--node")
    {
        Description = $"Name of this node in the cluster [default: {ClusterVariables.Node}, or the N of {ClusterVariables.User}=node/N]",
        HelpName = "NAME",
    };

    public Services Services => services;

    public void AddTo(Command root) => root.Add(_redis);

    public NodeId ParseNode(ParseResult parsed)
    {
        if (parsed.GetValue(Node) is { } name)
            return Parse(Node.Name, name);
        if (_variables[ClusterVariables.Node] is { } number)
            return Parse(ClusterVariables.Node, number);
        return _variables[ClusterVariables.User]?.Split('/', 2) is ["node", var user]
            ? Parse(ClusterVariables.User, user)
            : throw new LabelHookException(PublishingProblems.NodeUnnamed());
    }

    // The store that can be changed.
    public IClusterStore ConnectToChange(ParseResult parsed) => Connect(parsed, [ClusterVariables.Leader]);

    // The nearest store.
    public IClusterStore ConnectToRead(ParseResult parsed) => Connect(parsed, [ClusterVariables.Replica, ClusterVariables.Leader]);

    private static NodeId Parse(string source, string text) => NodeId.TryParse(text, out var node)
        ? node
        : throw new LabelHookException(PublishingProblems.Node(source, text));

    private RedisStore Connect(ParseResult parsed, string[] variables)
    {
        var (source, text) = (_redis.Name, parsed.GetValue(_redis));
        foreach (var variable in variables)
        {
            if (text is null && _variables[variable] is { } value)
                (source, text) = (variable, value);
        }

        if (!RedisAddress.TryParse(text ?? DefaultAddress, out var address))
            throw new LabelHookException(StoreProblems.Address(source, text!));
        var login = new RedisLogin(
            address,
            _variables[ClusterVariables.User],
            _variables[ClusterVariables.Password],
            services.Timeout(parsed));
        return new RedisStore(RedisClient.Connect(login));
    }
}
