namespace LabelHook.Maps;

/// <summary>What a part of the band is.</summary>
internal enum MapKind
{
    /// <summary>It may be given.</summary>
    Free,

    /// <summary>A module holds it, or an odd row of somebody else.</summary>
    Module,

    /// <summary>The administrator keeps it.</summary>
    Reserved,

    /// <summary>The configuration excludes it.</summary>
    Excluded,

    /// <summary>A socket has it open, and no row says for whom.</summary>
    Socket,
}
