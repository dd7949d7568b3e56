using System.Runtime.CompilerServices;
using SQLitePCL;

namespace LabelHook.Tests;

// Some tests open a database before the library does, in whatever order they run.
internal static class SqliteProvider
{
    [ModuleInitializer]
    internal static void Set() => raw.SetProvider(new SQLite3Provider_e_sqlite3());
}
