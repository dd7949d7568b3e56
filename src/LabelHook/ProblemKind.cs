namespace LabelHook;

/// <summary>What must change before a failed request can succeed.</summary>
public enum ProblemKind
{
    /// <summary>The request: a name, a number or a protocol is not valid.</summary>
    InvalidRequest,

    /// <summary>The state of the node: ports are already allocated, or a module is managed in another way.</summary>
    Conflict,

    /// <summary>The image: it is missing, or a label or a sample file is not valid.</summary>
    Image,

    /// <summary>The configuration file.</summary>
    Configuration,

    /// <summary>The port band: it has no free block of the requested size.</summary>
    BandExhausted,

    /// <summary>The caller's permissions.</summary>
    Denied,

    /// <summary>The ports database: it is damaged, busy or of another program, or its disk fails.</summary>
    Storage,

    /// <summary>The module's environment file or its folder.</summary>
    EnvironmentFile,

    /// <summary>A container engine: it is down, does not answer, or rejects a request.</summary>
    Engine,

    /// <summary>The host: a program cannot be run, or something is missing.</summary>
    Host,
}
