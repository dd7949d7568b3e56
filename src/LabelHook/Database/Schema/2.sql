-- Since when each row stands as it does, whoever wrote it.
CREATE TABLE labelhook_since (
    protocol TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    module TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (protocol, start, end, module)
) WITHOUT ROWID;

-- for each protocol
CREATE TRIGGER labelhook_{protocol}_since_insert AFTER INSERT ON {table} BEGIN
    INSERT OR REPLACE INTO labelhook_since VALUES ('{protocol}', NEW.start, NEW.end, NEW.module, CAST(strftime('%s', 'now') AS INTEGER));
END;
CREATE TRIGGER labelhook_{protocol}_since_update AFTER UPDATE OF start, end, module ON {table} BEGIN
    DELETE FROM labelhook_since WHERE protocol = '{protocol}' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
    INSERT OR REPLACE INTO labelhook_since VALUES ('{protocol}', NEW.start, NEW.end, NEW.module, CAST(strftime('%s', 'now') AS INTEGER));
END;
CREATE TRIGGER labelhook_{protocol}_since_delete AFTER DELETE ON {table} BEGIN
    DELETE FROM labelhook_since WHERE protocol = '{protocol}' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
END;
-- end

-- The images that a scan has seen, and why it rejected one.
CREATE TABLE labelhook_images (
    source TEXT NOT NULL,
    reference TEXT NOT NULL,
    image_id TEXT NOT NULL,
    problem TEXT,
    PRIMARY KEY (source, reference)
) WITHOUT ROWID;

-- The free blocks. The triggers keep them up to date, so that neither a search nor the check of a new row reads all rows.
-- A protocol is odd while rows from before LabelHook overlap or are no whole numbers; then each deletion rebuilds its
-- free blocks. The next insertion clears the mark: a deletion cannot, since its triggers run in no defined order.
CREATE TABLE labelhook_gaps (protocol TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (protocol, start)) WITHOUT ROWID;
CREATE TABLE labelhook_odd (protocol TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;

-- for each protocol
DROP INDEX labelhook_{protocol}_ports;
{rebuild_gaps}
DROP TRIGGER labelhook_{protocol}_insert;
-- REPLACE deletes a row without running its triggers, so no row may take the number of another; a new row without a
-- number of its own has -1 here. https://sqlite.org/lang_conflict.html, https://sqlite.org/lang_createtrigger.html
CREATE TRIGGER labelhook_{protocol}_insert BEFORE INSERT ON {table} BEGIN
    {check_row}
    WHERE coalesce((SELECT end FROM labelhook_gaps WHERE protocol = '{protocol}' AND start = {gap_before_new}), 0) < NEW.end;
    SELECT RAISE(ABORT, 'a row must not take the place of another') WHERE NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid);
END;
CREATE TRIGGER labelhook_{protocol}_gap_place BEFORE UPDATE ON {table} WHEN NEW.rowid <> OLD.rowid BEGIN
    SELECT RAISE(ABORT, 'a row must not take the place of another') WHERE 1 AND EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid);
    SELECT RAISE(ABORT, 'a row must not have a number below 0') WHERE NEW.rowid < 0;
END;
CREATE TRIGGER labelhook_{protocol}_gap_insert AFTER INSERT ON {table} BEGIN
    SELECT RAISE(ABORT, 'a row must not have a number below 0') WHERE NEW.rowid < 0;
    INSERT INTO labelhook_gaps SELECT protocol, NEW.end + 1, end FROM labelhook_gaps WHERE protocol = '{protocol}' AND start = {gap_before_new} AND end > NEW.end;
    UPDATE labelhook_gaps SET end = NEW.start - 1 WHERE protocol = '{protocol}' AND start = {gap_before_new} AND start < NEW.start;
    DELETE FROM labelhook_gaps WHERE protocol = '{protocol}' AND start = NEW.start;
    DELETE FROM labelhook_odd WHERE protocol = '{protocol}' AND NOT {has_odd_rows};
END;
CREATE TRIGGER labelhook_{protocol}_gap_delete AFTER DELETE ON {table} WHEN NOT EXISTS (SELECT 1 FROM labelhook_odd WHERE protocol = '{protocol}') BEGIN
    UPDATE labelhook_gaps SET end = {gap_end_after_old} WHERE protocol = '{protocol}' AND start = {gap_before_old} AND end = OLD.start - 1;
    INSERT INTO labelhook_gaps SELECT '{protocol}', OLD.start, {gap_end_after_old} WHERE coalesce((SELECT end FROM labelhook_gaps WHERE protocol = '{protocol}' AND start = {gap_before_old}), 0) < OLD.end;
    DELETE FROM labelhook_gaps WHERE protocol = '{protocol}' AND start = OLD.end + 1;
END;
CREATE TRIGGER labelhook_{protocol}_gap_odd AFTER DELETE ON {table} WHEN EXISTS (SELECT 1 FROM labelhook_odd WHERE protocol = '{protocol}') BEGIN
    {rebuild_gaps}
END;
CREATE TRIGGER labelhook_{protocol}_gap_update AFTER UPDATE OF start, end, module ON {table} BEGIN
    {rebuild_gaps}
END;
-- end
UPDATE labelhook_schema SET version = 2;
