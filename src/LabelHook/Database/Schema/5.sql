-- Every change of an allocation, whoever made it. The rows of other programs have no command.
CREATE TABLE labelhook_log (
    id INTEGER PRIMARY KEY NOT NULL,
    time INTEGER NOT NULL,
    protocol TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    module TEXT NOT NULL,
    is_allocated INTEGER NOT NULL,
    image TEXT,
    command TEXT
);

-- for each protocol
CREATE TRIGGER labelhook_{protocol}_log_insert AFTER INSERT ON {table} BEGIN
    {log_new}
END;
CREATE TRIGGER labelhook_{protocol}_log_update AFTER UPDATE OF start, end, module ON {table} BEGIN
    {log_old}
    {log_new}
END;
CREATE TRIGGER labelhook_{protocol}_log_delete AFTER DELETE ON {table} BEGIN
    {log_old}
END;
-- end
-- The log is complete from here on. Pruning moves this time.
ALTER TABLE labelhook_schema ADD COLUMN log_start INTEGER;
UPDATE labelhook_schema SET version = 5, log_start = CAST(strftime('%s', 'now') AS INTEGER);
