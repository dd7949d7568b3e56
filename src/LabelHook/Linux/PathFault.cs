namespace LabelHook.Linux;

// Why a folder, or a file in it, cannot be used safely.
// Error: The kernel's error number; 0 when it gave none.
// Link: The name of a symbolic link that an unprivileged user could have placed; null when that is not the reason.
internal readonly record struct PathFault(string Path, string Reason, int Error = 0, string? Link = null);
