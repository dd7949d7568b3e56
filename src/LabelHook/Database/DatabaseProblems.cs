using static LabelHook.Wording;

namespace LabelHook.Database;

internal static class DatabaseProblems
{
    public const string ChangeRefusedCode = "LH3007";

    // holder: Who holds it; null when that cannot be seen.
    public static Problem Busy(string path, string? holder) => new(
        "LH3002", ProblemKind.Storage, $"ports database {path} is busy, held by {Plain(holder ?? "another program")}; try again, or allow more with --timeout", path);

    public static Problem Damaged(string path) => new(
        "LH3003", ProblemKind.Storage, $"ports database {path} is damaged, not a SQLite database, or on an unreadable disk; restore it from a backup (it was not changed)", path);

    public static Problem Foreign(string path, IEnumerable<string> tables) => new(
        "LH3004", ProblemKind.Storage, $"{path} is the database of another program, with {Shown(string.Join(", ", tables))}; it was not changed", path);

    public static Problem Version(string path, string found, int known) => new(
        "LH3005", ProblemKind.Storage, $"ports database {path} has schema {found}, but this labelhook supports {known}; use a newer labelhook (it was not changed)", path);

    public static Problem Unusable(string path, string reason) => new(
        "LH3006", ProblemKind.Storage, $"ports database {path} cannot be used: {reason}", path);

    public static Problem ChangeRefused(string path, string reason) => new(
        ChangeRefusedCode, ProblemKind.Storage, $"ports database {path} refused the change: {reason}", path);

    public static Problem CommitUnknown(Problem problem) =>
        problem with { Message = problem.Message + "; it is unknown whether the change was made" };

    // The owner of ports in a message: a module, or a reservation with its reason.
    public static string Owner(string owner)
    {
        if (Reservation.Reason(owner) is { } reason)
            return $"the reservation {Shown(reason)}";
        return LabelHook.ModuleName.TryParse(owner, out var module, out _) ? module.ToString() : Shown(owner);
    }
}
