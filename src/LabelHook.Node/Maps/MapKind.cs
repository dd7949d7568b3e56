namespace LabelHook.Maps;

// What a part of the band is.
internal enum MapKind
{
    // It may be given.
    Free,

    // A module holds it, or an odd row of somebody else.
    Module,

    // The administrator keeps it.
    Reserved,

    // The configuration excludes it.
    Excluded,

    // A socket has it open, and no row says for whom.
    Socket,
}
