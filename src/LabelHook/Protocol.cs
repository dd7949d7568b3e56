namespace LabelHook;

/// <summary>A transport protocol. The two have separate port numbers: the same number may be given on both.</summary>
public enum Protocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,
}
