namespace LabelHook;

/// <summary>A transport protocol. TCP and UDP ports are independent: the same number can be allocated in
/// both.</summary>
public enum Protocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,
}
