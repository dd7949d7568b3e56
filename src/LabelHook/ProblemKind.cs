namespace LabelHook;

/// <summary>Which part of the world has to change before a refused request can work.</summary>
public enum ProblemKind
{
    /// <summary>The request itself: a name, a number or a protocol that cannot be.</summary>
    InvalidRequest,

    /// <summary>The state of the node: ports that are already allocated, or a module that is managed in another way.</summary>
    Conflict,

    /// <summary>The image: a label, a sample file, or an image that is not there.</summary>
    Image,

    /// <summary>The configuration file.</summary>
    Configuration,

    /// <summary>The port band has no block of that size left.</summary>
    BandExhausted,

    /// <summary>The caller is not authorized to that.</summary>
    Denied,

    /// <summary>The ports database: damaged, foreign, busy, or its disk in trouble.</summary>
    Storage,

    /// <summary>The module's environment file or its folder.</summary>
    EnvironmentFile,

    /// <summary>A container engine: down, silent, or refusing.</summary>
    Engine,

    /// <summary>The host: a program that cannot be run, a part that is missing.</summary>
    Host,
}
