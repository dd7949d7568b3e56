namespace LabelHook.Sockets;

/// <summary>What a socket does with its port.</summary>
internal enum SocketState
{
    /// <summary>It takes what comes: a TCP socket that listens, a UDP socket without a peer.</summary>
    Listening,

    /// <summary>A TCP socket that has the port and neither listens nor connects: others cannot listen there. Linux before 6.8 does not tell of it.</summary>
    Bound,

    /// <summary>It has a peer, or is getting or losing one.</summary>
    Connected,

    /// <summary>A connection that is over and keeps others from listening for another minute; no process has it any more.</summary>
    TimeWait,
}
