namespace LabelHook.Maps;

// What a segment of the band is.
internal enum MapKind
{
    // It can be allocated.
    Free,

    // It is allocated to a module, or to another name in a row that other programs wrote.
    Module,

    // The administrator reserved it.
    Reserved,

    // The configuration excludes it.
    Excluded,

    // A socket uses it, and no row allocates it.
    Socket,
}
