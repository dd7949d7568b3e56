namespace LabelHook.Sockets;

// What a socket does with its port.
internal enum SocketState
{
    // A listening TCP socket, or a UDP socket without a peer.
    Listening,

    // A TCP socket that is bound but neither listens nor connects: others cannot listen on the port. Not reported
    // before Linux 6.8.
    Bound,

    // A socket with a peer, or one that is connecting or closing.
    Connected,

    // A closed connection: for another minute, others cannot listen on the port. No process has it open.
    TimeWait,
}
