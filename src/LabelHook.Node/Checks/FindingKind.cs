namespace LabelHook.Checks;

// What a check can find. The names are stable: programs read them, as in file-missing.
internal enum FindingKind
{
    // A module's environment file does not exist.
    FileMissing,

    // A module's environment file lists other ports than the ports database allocates.
    FileDiffers,

    // An environment file cannot be used.
    FileUnusable,

    // The folder of a module's environment file does not exist.
    FolderMissing,

    // An environment file lists ports that are not allocated to its module.
    PortsNotAllocated,

    // A module has fewer ports than its image demands.
    BelowDemand,

    // A run was interrupted before it released the ports that it had replaced.
    ReleaseUnfinished,

    // Ports are allocated to a module that does not exist.
    Leak,

    // Ports are allocated to a name that has no record or environment file.
    UnknownOwner,

    // Ports are allocated for copying a module, and no copy is running.
    OrphanHelper,

    // Two rows allocate the same ports.
    Overlap,

    // Another node uses ports that this node leased.
    BandConflict,

    // A row is not a block of ports.
    InvalidRow,

    // A block is partly outside the band.
    PartlyOutsideBand,

    // A block is outside the band, as claimed blocks may be.
    OutsideBand,

    // Another program seems to use a module's port.
    PortInUseByOther,

    // A process that cannot be seen uses a module's port.
    PortInUseByUnknown,

    // The kernel may give a module's port to an outgoing connection.
    InEphemeralRange,

    // A scan refused an image.
    ImageRefused,

    // A unit starts without its ports when its environment file is missing.
    UnitIgnoresMissingFile,

    // A unit cannot start because its environment file is missing.
    UnitCannotStart,

    // The ports database in use does not exist, and the host has another one.
    OtherDatabase,
}
