namespace LabelHook.Checks;

/// <summary>What a check can find. The names are stable: programs read them, as in <c>file-missing</c>.</summary>
internal enum FindingKind
{
    /// <summary>A module's environment file is not there.</summary>
    FileMissing,

    /// <summary>A module's environment file does not say what the registry holds for it.</summary>
    FileDiffers,

    /// <summary>A module's environment file cannot be used.</summary>
    FileUnfit,

    /// <summary>The folder of a module's environment file is gone.</summary>
    HomeGone,

    /// <summary>An environment file names ports that the registry does not hold for its module.</summary>
    NotHeld,

    /// <summary>A module holds fewer ports than its image demands.</summary>
    BelowDemand,

    /// <summary>A run was stopped before it gave back what it had replaced.</summary>
    HalfReleased,

    /// <summary>Ports are held for a module that does not exist.</summary>
    Leak,

    /// <summary>Ports are held for a name of which nothing else is known.</summary>
    Unclaimed,

    /// <summary>Ports are held for the copying of a module, and nobody copies.</summary>
    OrphanHelper,

    /// <summary>Two rows hold the same ports.</summary>
    Overlap,

    /// <summary>A row is no block of ports.</summary>
    OddRow,

    /// <summary>A block lies partly in the band.</summary>
    AcrossBand,

    /// <summary>A block lies outside the band, as claimed ones may.</summary>
    OutsideBand,

    /// <summary>A socket in a module's block does not look like the module's.</summary>
    Squatter,

    /// <summary>Something could not be looked at.</summary>
    NotSeen,

    /// <summary>The kernel may give a module's port to an outgoing connection.</summary>
    Ephemeral,

    /// <summary>A scan refused an image.</summary>
    ImageRefused,

    /// <summary>A unit starts without its environment file.</summary>
    OptionalFile,

    /// <summary>A unit cannot start, because its environment file is missing.</summary>
    UnitWithoutFile,

    /// <summary>The ports database in use does not exist, and the host has another one.</summary>
    OtherDatabase,
}
