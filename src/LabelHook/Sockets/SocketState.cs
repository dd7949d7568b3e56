namespace LabelHook.Sockets;

// What a socket does with its port.
internal enum SocketState
{
    // It takes what comes: a TCP socket that listens, a UDP socket without a peer.
    Listening,

    // A TCP socket that has the port and neither listens nor connects: others cannot listen there. Linux before 6.8
    // does not tell of it.
    Bound,

    // It has a peer, or is getting or losing one.
    Connected,

    // A connection that is over and keeps others from listening for another minute; no process has it any more.
    TimeWait,
}
