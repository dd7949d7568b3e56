namespace LabelHook.Checks;

// What a check can find. The names are stable: programs read them, as in file-missing.
internal enum FindingKind
{
    // A module's environment file is not there.
    FileMissing,

    // A module's environment file does not say what the registry holds for it.
    FileDiffers,

    // A module's environment file cannot be used.
    FileUnfit,

    // The folder of a module's environment file is gone.
    HomeGone,

    // An environment file names ports that the registry does not hold for its module.
    NotHeld,

    // A module holds fewer ports than its image demands.
    BelowDemand,

    // A run was stopped before it gave back what it had replaced.
    HalfReleased,

    // Ports are held for a module that does not exist.
    Leak,

    // Ports are held for a name of which nothing else is known.
    Unclaimed,

    // Ports are held for the copying of a module, and nobody copies.
    OrphanHelper,

    // Two rows hold the same ports.
    Overlap,

    // A row is no block of ports.
    OddRow,

    // A block lies partly in the band.
    AcrossBand,

    // A block lies outside the band, as claimed ones may.
    OutsideBand,

    // A socket in a module's block does not look like the module's.
    Squatter,

    // Something could not be looked at.
    NotSeen,

    // The kernel may give a module's port to an outgoing connection.
    Ephemeral,

    // A scan refused an image.
    ImageRefused,

    // A unit starts without its environment file.
    OptionalFile,

    // A unit cannot start, because its environment file is missing.
    UnitWithoutFile,

    // The ports database in use does not exist, and the host has another one.
    OtherDatabase,
}
