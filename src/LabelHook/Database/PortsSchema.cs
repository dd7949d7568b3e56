namespace LabelHook.Database;

// The tables. TCP_PORTS and UDP_PORTS are NS8's, to the letter; all else is LabelHook's and never seen by NS8's own
// code, except that the triggers hold everybody who writes to the rules. The oldest SQLite that opens the file counts,
// so nothing here is newer than the 3.26 of EL 8: no STRICT, and only literal texts in RAISE.
internal static class PortsSchema
{
    public const int Version = 4;

    // The version from which on the creation time of a module's image is kept.
    public const int ImageTimes = 4;

    // The version from which on places of environment files may be relative; what is older would take them as its own
    // working folder's.
    public const int RelativePlaces = 3;

    // The columns of NS8's tables that must be there.
    public static readonly string[] Columns = ["start", "end", "module"];

    public static string Table(Protocol protocol) => protocol == Protocol.Tcp ? "TCP_PORTS" : "UDP_PORTS";

    // What each version adds to the one before; a database without LabelHook's tables is of version 0.
    public static IReadOnlyList<string> Steps =>
        [Registry, $"{History}{Gaps}UPDATE labelhook_schema SET version = 2;", "UPDATE labelhook_schema SET version = 3;", ImageDates];

    private const string ImageDates = """
        ALTER TABLE labelhook_modules ADD COLUMN image_created INTEGER;
        UPDATE labelhook_schema SET version = 4;
        """;

    private static string Registry => $"""
        CREATE TABLE IF NOT EXISTS TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
        CREATE TABLE IF NOT EXISTS UDP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
        CREATE TABLE labelhook_schema (version INTEGER NOT NULL, last_change TEXT NOT NULL);
        INSERT INTO labelhook_schema VALUES (1, '');
        CREATE TABLE labelhook_modules (
            module TEXT PRIMARY KEY NOT NULL,
            image TEXT NOT NULL,
            image_id TEXT NOT NULL,
            tcp_demand INTEGER NOT NULL,
            udp_demand INTEGER NOT NULL,
            authorizations TEXT,
            environment_file TEXT UNIQUE
        ) WITHOUT ROWID;
        CREATE TABLE labelhook_releases (
            protocol TEXT NOT NULL,
            start INTEGER NOT NULL,
            end INTEGER NOT NULL,
            module TEXT NOT NULL,
            PRIMARY KEY (protocol, start, end, module)
        ) WITHOUT ROWID;
        {Rules(Protocol.Tcp)}
        {Rules(Protocol.Udp)}
        """;

    // Since when a row stands there as it does, whoever wrote it; and which images a scan has seen.
    private static string History => $"""
        CREATE TABLE labelhook_since (
            protocol TEXT NOT NULL,
            start INTEGER NOT NULL,
            end INTEGER NOT NULL,
            module TEXT NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (protocol, start, end, module)
        ) WITHOUT ROWID;
        {Dates(Protocol.Tcp)}
        {Dates(Protocol.Udp)}
        CREATE TABLE labelhook_images (
            source TEXT NOT NULL,
            reference TEXT NOT NULL,
            image_id TEXT NOT NULL,
            problem TEXT,
            PRIMARY KEY (source, reference)
        ) WITHOUT ROWID;
        """;

    private static string Dates(Protocol protocol)
    {
        var (name, table) = (protocol.Lower(), Table(protocol));
        var forget = $"DELETE FROM labelhook_since WHERE protocol = '{name}' AND start = OLD.start AND end = OLD.end AND module = OLD.module;";
        var remember = $"INSERT OR REPLACE INTO labelhook_since VALUES ('{name}', NEW.start, NEW.end, NEW.module, CAST(strftime('%s', 'now') AS INTEGER));";
        return $"""
            CREATE TRIGGER labelhook_{name}_since_insert AFTER INSERT ON {table} BEGIN
                {remember}
            END;
            CREATE TRIGGER labelhook_{name}_since_update AFTER UPDATE OF start, end, module ON {table} BEGIN
                {forget}
                {remember}
            END;
            CREATE TRIGGER labelhook_{name}_since_delete AFTER DELETE ON {table} BEGIN
                {forget}
            END;
            """;
    }

    // What is free, kept by the rows' triggers, so that neither a search nor the check of a new row has to read the
    // rows. Where rows from before LabelHook overlap, or are no whole numbers, the protocol is marked as odd and its
    // gaps are made anew when a row goes; the mark is taken away by the next row that comes, not by the one that goes,
    // whose triggers run in no order. A row that another one replaces goes without triggers, so that is refused;
    // https://sqlite.org/lang_conflict.html.
    private static string Gaps => $"""
        CREATE TABLE labelhook_gaps (protocol TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (protocol, start)) WITHOUT ROWID;
        CREATE TABLE labelhook_odd (protocol TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;
        {Gap(Protocol.Tcp)}
        {Gap(Protocol.Udp)}
        """;

    private static string Gap(Protocol protocol)
    {
        var (name, table) = (protocol.Lower(), Table(protocol));
        var isOdd = $"EXISTS (SELECT 1 FROM labelhook_odd WHERE protocol = '{name}')";
        var rows = $"SELECT max(1, CAST(start AS INTEGER)) AS first, min(65535, CAST(end AS INTEGER) + (end > CAST(end AS INTEGER))) AS last FROM {table} WHERE typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND start <= end AND start <= 65535 AND end >= 1";
        var hasOddRows = $"""
            (EXISTS (SELECT 1 FROM {table} WHERE typeof(start) <> 'integer' OR typeof(end) <> 'integer' OR start < 1 OR end > 65535 OR start > end)
                OR (SELECT total(end - start + 1) FROM {table}) + (SELECT total(end - start + 1) FROM labelhook_gaps WHERE protocol = '{name}') <> 65535)
            """;
        var anew = $"""
            DELETE FROM labelhook_gaps WHERE protocol = '{name}';
            INSERT INTO labelhook_gaps SELECT '{name}', reach + 1, first - 1 FROM (
                SELECT first, coalesce(max(last) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reach
                FROM ({rows} UNION ALL SELECT 65536, 65536)
            ) WHERE first > reach + 1;
            INSERT OR IGNORE INTO labelhook_odd SELECT '{name}' WHERE {hasOddRows};
            """;
        string Below(string port) => $"(SELECT max(start) FROM labelhook_gaps WHERE protocol = '{name}' AND start <= {port})";
        string Place(string isSaid) => $"SELECT RAISE(ABORT, 'a row must not take the place of another') WHERE {isSaid} AND EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid);";
        string End(string start, string otherwise) => $"coalesce((SELECT end FROM labelhook_gaps WHERE protocol = '{name}' AND start = {start}), {otherwise})";
        return $"""
            DROP INDEX labelhook_{name}_ports;
            {anew}
            DROP TRIGGER labelhook_{name}_insert;
            CREATE TRIGGER labelhook_{name}_insert BEFORE INSERT ON {table} BEGIN
                {Checks($"{End(Below("NEW.start"), "0")} < NEW.end")}
                {Place("NEW.rowid <> -1")}
            END;
            CREATE TRIGGER labelhook_{name}_gap_place BEFORE UPDATE ON {table} WHEN NEW.rowid <> OLD.rowid BEGIN
                {Place("1")}
                {Number}
            END;
            CREATE TRIGGER labelhook_{name}_gap_insert AFTER INSERT ON {table} BEGIN
                {Number}
                INSERT INTO labelhook_gaps SELECT protocol, NEW.end + 1, end FROM labelhook_gaps WHERE protocol = '{name}' AND start = {Below("NEW.start")} AND end > NEW.end;
                UPDATE labelhook_gaps SET end = NEW.start - 1 WHERE protocol = '{name}' AND start = {Below("NEW.start")} AND start < NEW.start;
                DELETE FROM labelhook_gaps WHERE protocol = '{name}' AND start = NEW.start;
                DELETE FROM labelhook_odd WHERE protocol = '{name}' AND NOT {hasOddRows};
            END;
            CREATE TRIGGER labelhook_{name}_gap_delete AFTER DELETE ON {table} WHEN NOT {isOdd} BEGIN
                UPDATE labelhook_gaps SET end = {End("OLD.end + 1", "OLD.end")} WHERE protocol = '{name}' AND start = {Below("OLD.start")} AND end = OLD.start - 1;
                INSERT INTO labelhook_gaps SELECT '{name}', OLD.start, {End("OLD.end + 1", "OLD.end")} WHERE {End(Below("OLD.start"), "0")} < OLD.end;
                DELETE FROM labelhook_gaps WHERE protocol = '{name}' AND start = OLD.end + 1;
            END;
            CREATE TRIGGER labelhook_{name}_gap_odd AFTER DELETE ON {table} WHEN {isOdd} BEGIN
                {anew}
            END;
            CREATE TRIGGER labelhook_{name}_gap_update AFTER UPDATE OF start, end, module ON {table} BEGIN
                {anew}
            END;
            """;
    }

    // Before a row comes, -1 is said of it when it has no number yet; https://sqlite.org/lang_createtrigger.html.
    private const string Number = "SELECT RAISE(ABORT, 'a row must not have a number below 0') WHERE NEW.rowid < 0;";

    private static string Rules(Protocol protocol) => $"""
        CREATE INDEX labelhook_{protocol.Lower()}_ports ON {Table(protocol)} (start, end);
        CREATE INDEX labelhook_{protocol.Lower()}_module ON {Table(protocol)} (module);
        CREATE TRIGGER labelhook_{protocol.Lower()}_insert BEFORE INSERT ON {Table(protocol)} BEGIN
            {Checks(Overlaps(protocol, "1"))}
        END;
        CREATE TRIGGER labelhook_{protocol.Lower()}_update BEFORE UPDATE OF start, end, module ON {Table(protocol)} BEGIN
            {Checks(Overlaps(protocol, "rowid <> OLD.rowid"))}
        END;
        CREATE TRIGGER labelhook_{protocol.Lower()}_delete AFTER DELETE ON {Table(protocol)} BEGIN
            DELETE FROM labelhook_releases WHERE protocol = '{protocol.Lower()}' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
        END;
        """;

    // overlaps: The condition under which the new ports are somebody else's.
    private static string Checks(string overlaps) => $"""
        SELECT RAISE(ABORT, 'start and end must be whole numbers')
            WHERE typeof(NEW.start) <> 'integer' OR typeof(NEW.end) <> 'integer';
        SELECT RAISE(ABORT, 'ports must lie in 1-65535, the start not behind the end')
            WHERE NEW.start < 1 OR NEW.end > 65535 OR NEW.start > NEW.end;
        SELECT RAISE(ABORT, 'a module must be named')
            WHERE typeof(NEW.module) <> 'text' OR trim(NEW.module) = '';
        SELECT RAISE(ABORT, 'ports overlap those of another row')
            WHERE {overlaps};
        """;

    private static string Overlaps(Protocol protocol, string others) => $"""
        EXISTS (SELECT 1 FROM {Table(protocol)} WHERE start <= NEW.end AND end >= NEW.start
                AND typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND {others})
        """;
}
