-- A ports database as version 3 of the schema left it: what sqlite3 prints for .dump.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
INSERT INTO TCP_PORTS VALUES(20001,20002,'web1');
CREATE TABLE UDP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
CREATE TABLE labelhook_schema (version INTEGER NOT NULL, last_change TEXT NOT NULL);
INSERT INTO labelhook_schema VALUES(3,'4f3728ad1ae74c8abbed018a7e6d3062');
CREATE TABLE labelhook_modules (
    module TEXT PRIMARY KEY NOT NULL,
    image TEXT NOT NULL,
    image_id TEXT NOT NULL,
    tcp_demand INTEGER NOT NULL,
    udp_demand INTEGER NOT NULL,
    authorizations TEXT,
    environment_file TEXT UNIQUE
) WITHOUT ROWID;
INSERT INTO labelhook_modules VALUES('web1','/usr/share/labelhook/samples/two-ports.yaml','',2,0,'','modules/web1/environment');
CREATE TABLE labelhook_releases (
    protocol TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    module TEXT NOT NULL,
    PRIMARY KEY (protocol, start, end, module)
) WITHOUT ROWID;
CREATE TABLE labelhook_since (
    protocol TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    module TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (protocol, start, end, module)
) WITHOUT ROWID;
INSERT INTO labelhook_since VALUES('tcp',20001,20002,'web1',1795735590);
CREATE TABLE labelhook_images (
    source TEXT NOT NULL,
    reference TEXT NOT NULL,
    image_id TEXT NOT NULL,
    problem TEXT,
    PRIMARY KEY (source, reference)
) WITHOUT ROWID;
CREATE TABLE labelhook_gaps (protocol TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (protocol, start)) WITHOUT ROWID;
INSERT INTO labelhook_gaps VALUES('tcp',1,20000);
INSERT INTO labelhook_gaps VALUES('tcp',20003,65535);
INSERT INTO labelhook_gaps VALUES('udp',1,65535);
CREATE TABLE labelhook_odd (protocol TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;
CREATE INDEX labelhook_tcp_module ON TCP_PORTS (module);
CREATE TRIGGER labelhook_tcp_update BEFORE UPDATE OF start, end, module ON TCP_PORTS BEGIN
    SELECT RAISE(ABORT, 'start and end must be whole numbers')
    WHERE typeof(NEW.start) <> 'integer' OR typeof(NEW.end) <> 'integer';
SELECT RAISE(ABORT, 'ports must lie in 1-65535, the start not behind the end')
    WHERE NEW.start < 1 OR NEW.end > 65535 OR NEW.start > NEW.end;
SELECT RAISE(ABORT, 'a module must be named')
    WHERE typeof(NEW.module) <> 'text' OR trim(NEW.module) = '';
SELECT RAISE(ABORT, 'ports overlap those of another row')
    WHERE EXISTS (SELECT 1 FROM TCP_PORTS WHERE start <= NEW.end AND end >= NEW.start
        AND typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND rowid <> OLD.rowid);
END;
CREATE TRIGGER labelhook_tcp_delete AFTER DELETE ON TCP_PORTS BEGIN
    DELETE FROM labelhook_releases WHERE protocol = 'tcp' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
END;
CREATE INDEX labelhook_udp_module ON UDP_PORTS (module);
CREATE TRIGGER labelhook_udp_update BEFORE UPDATE OF start, end, module ON UDP_PORTS BEGIN
    SELECT RAISE(ABORT, 'start and end must be whole numbers')
    WHERE typeof(NEW.start) <> 'integer' OR typeof(NEW.end) <> 'integer';
SELECT RAISE(ABORT, 'ports must lie in 1-65535, the start not behind the end')
    WHERE NEW.start < 1 OR NEW.end > 65535 OR NEW.start > NEW.end;
SELECT RAISE(ABORT, 'a module must be named')
    WHERE typeof(NEW.module) <> 'text' OR trim(NEW.module) = '';
SELECT RAISE(ABORT, 'ports overlap those of another row')
    WHERE EXISTS (SELECT 1 FROM UDP_PORTS WHERE start <= NEW.end AND end >= NEW.start
        AND typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND rowid <> OLD.rowid);
END;
CREATE TRIGGER labelhook_udp_delete AFTER DELETE ON UDP_PORTS BEGIN
    DELETE FROM labelhook_releases WHERE protocol = 'udp' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
END;
CREATE TRIGGER labelhook_tcp_since_insert AFTER INSERT ON TCP_PORTS BEGIN
    INSERT OR REPLACE INTO labelhook_since VALUES ('tcp', NEW.start, NEW.end, NEW.module, CAST(strftime('%s', 'now') AS INTEGER));
END;
CREATE TRIGGER labelhook_tcp_since_update AFTER UPDATE OF start, end, module ON TCP_PORTS BEGIN
    DELETE FROM labelhook_since WHERE protocol = 'tcp' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
    INSERT OR REPLACE INTO labelhook_since VALUES ('tcp', NEW.start, NEW.end, NEW.module, CAST(strftime('%s', 'now') AS INTEGER));
END;
CREATE TRIGGER labelhook_tcp_since_delete AFTER DELETE ON TCP_PORTS BEGIN
    DELETE FROM labelhook_since WHERE protocol = 'tcp' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
END;
CREATE TRIGGER labelhook_udp_since_insert AFTER INSERT ON UDP_PORTS BEGIN
    INSERT OR REPLACE INTO labelhook_since VALUES ('udp', NEW.start, NEW.end, NEW.module, CAST(strftime('%s', 'now') AS INTEGER));
END;
CREATE TRIGGER labelhook_udp_since_update AFTER UPDATE OF start, end, module ON UDP_PORTS BEGIN
    DELETE FROM labelhook_since WHERE protocol = 'udp' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
    INSERT OR REPLACE INTO labelhook_since VALUES ('udp', NEW.start, NEW.end, NEW.module, CAST(strftime('%s', 'now') AS INTEGER));
END;
CREATE TRIGGER labelhook_udp_since_delete AFTER DELETE ON UDP_PORTS BEGIN
    DELETE FROM labelhook_since WHERE protocol = 'udp' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
END;
CREATE TRIGGER labelhook_tcp_insert BEFORE INSERT ON TCP_PORTS BEGIN
    SELECT RAISE(ABORT, 'start and end must be whole numbers')
    WHERE typeof(NEW.start) <> 'integer' OR typeof(NEW.end) <> 'integer';
SELECT RAISE(ABORT, 'ports must lie in 1-65535, the start not behind the end')
    WHERE NEW.start < 1 OR NEW.end > 65535 OR NEW.start > NEW.end;
SELECT RAISE(ABORT, 'a module must be named')
    WHERE typeof(NEW.module) <> 'text' OR trim(NEW.module) = '';
SELECT RAISE(ABORT, 'ports overlap those of another row')
    WHERE coalesce((SELECT end FROM labelhook_gaps WHERE protocol = 'tcp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'tcp' AND start <= NEW.start)), 0) < NEW.end;
    SELECT RAISE(ABORT, 'a row must not take the place of another') WHERE NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM TCP_PORTS WHERE rowid = NEW.rowid);
END;
CREATE TRIGGER labelhook_tcp_gap_place BEFORE UPDATE ON TCP_PORTS WHEN NEW.rowid <> OLD.rowid BEGIN
    SELECT RAISE(ABORT, 'a row must not take the place of another') WHERE 1 AND EXISTS (SELECT 1 FROM TCP_PORTS WHERE rowid = NEW.rowid);
    SELECT RAISE(ABORT, 'a row must not have a number below 0') WHERE NEW.rowid < 0;
END;
CREATE TRIGGER labelhook_tcp_gap_insert AFTER INSERT ON TCP_PORTS BEGIN
    SELECT RAISE(ABORT, 'a row must not have a number below 0') WHERE NEW.rowid < 0;
    INSERT INTO labelhook_gaps SELECT protocol, NEW.end + 1, end FROM labelhook_gaps WHERE protocol = 'tcp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'tcp' AND start <= NEW.start) AND end > NEW.end;
    UPDATE labelhook_gaps SET end = NEW.start - 1 WHERE protocol = 'tcp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'tcp' AND start <= NEW.start) AND start < NEW.start;
    DELETE FROM labelhook_gaps WHERE protocol = 'tcp' AND start = NEW.start;
    DELETE FROM labelhook_odd WHERE protocol = 'tcp' AND NOT (EXISTS (SELECT 1 FROM TCP_PORTS WHERE typeof(start) <> 'integer' OR typeof(end) <> 'integer' OR start < 1 OR end > 65535 OR start > end)
    OR (SELECT total(end - start + 1) FROM TCP_PORTS) + (SELECT total(end - start + 1) FROM labelhook_gaps WHERE protocol = 'tcp') <> 65535);
END;
CREATE TRIGGER labelhook_tcp_gap_delete AFTER DELETE ON TCP_PORTS WHEN NOT EXISTS (SELECT 1 FROM labelhook_odd WHERE protocol = 'tcp') BEGIN
    UPDATE labelhook_gaps SET end = coalesce((SELECT end FROM labelhook_gaps WHERE protocol = 'tcp' AND start = OLD.end + 1), OLD.end) WHERE protocol = 'tcp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'tcp' AND start <= OLD.start) AND end = OLD.start - 1;
    INSERT INTO labelhook_gaps SELECT 'tcp', OLD.start, coalesce((SELECT end FROM labelhook_gaps WHERE protocol = 'tcp' AND start = OLD.end + 1), OLD.end) WHERE coalesce((SELECT end FROM labelhook_gaps WHERE protocol = 'tcp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'tcp' AND start <= OLD.start)), 0) < OLD.end;
    DELETE FROM labelhook_gaps WHERE protocol = 'tcp' AND start = OLD.end + 1;
END;
CREATE TRIGGER labelhook_tcp_gap_odd AFTER DELETE ON TCP_PORTS WHEN EXISTS (SELECT 1 FROM labelhook_odd WHERE protocol = 'tcp') BEGIN
    DELETE FROM labelhook_gaps WHERE protocol = 'tcp';
INSERT INTO labelhook_gaps SELECT 'tcp', reach + 1, first - 1 FROM (
    SELECT first, coalesce(max(last) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reach
    FROM (SELECT max(1, CAST(start AS INTEGER)) AS first, min(65535, CAST(end AS INTEGER) + (end > CAST(end AS INTEGER))) AS last FROM TCP_PORTS WHERE typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND start <= end AND start <= 65535 AND end >= 1 UNION ALL SELECT 65536, 65536)
) WHERE first > reach + 1;
INSERT OR IGNORE INTO labelhook_odd SELECT 'tcp' WHERE (EXISTS (SELECT 1 FROM TCP_PORTS WHERE typeof(start) <> 'integer' OR typeof(end) <> 'integer' OR start < 1 OR end > 65535 OR start > end)
    OR (SELECT total(end - start + 1) FROM TCP_PORTS) + (SELECT total(end - start + 1) FROM labelhook_gaps WHERE protocol = 'tcp') <> 65535);
END;
CREATE TRIGGER labelhook_tcp_gap_update AFTER UPDATE OF start, end, module ON TCP_PORTS BEGIN
    DELETE FROM labelhook_gaps WHERE protocol = 'tcp';
INSERT INTO labelhook_gaps SELECT 'tcp', reach + 1, first - 1 FROM (
    SELECT first, coalesce(max(last) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reach
    FROM (SELECT max(1, CAST(start AS INTEGER)) AS first, min(65535, CAST(end AS INTEGER) + (end > CAST(end AS INTEGER))) AS last FROM TCP_PORTS WHERE typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND start <= end AND start <= 65535 AND end >= 1 UNION ALL SELECT 65536, 65536)
) WHERE first > reach + 1;
INSERT OR IGNORE INTO labelhook_odd SELECT 'tcp' WHERE (EXISTS (SELECT 1 FROM TCP_PORTS WHERE typeof(start) <> 'integer' OR typeof(end) <> 'integer' OR start < 1 OR end > 65535 OR start > end)
    OR (SELECT total(end - start + 1) FROM TCP_PORTS) + (SELECT total(end - start + 1) FROM labelhook_gaps WHERE protocol = 'tcp') <> 65535);
END;
CREATE TRIGGER labelhook_udp_insert BEFORE INSERT ON UDP_PORTS BEGIN
    SELECT RAISE(ABORT, 'start and end must be whole numbers')
    WHERE typeof(NEW.start) <> 'integer' OR typeof(NEW.end) <> 'integer';
SELECT RAISE(ABORT, 'ports must lie in 1-65535, the start not behind the end')
    WHERE NEW.start < 1 OR NEW.end > 65535 OR NEW.start > NEW.end;
SELECT RAISE(ABORT, 'a module must be named')
    WHERE typeof(NEW.module) <> 'text' OR trim(NEW.module) = '';
SELECT RAISE(ABORT, 'ports overlap those of another row')
    WHERE coalesce((SELECT end FROM labelhook_gaps WHERE protocol = 'udp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'udp' AND start <= NEW.start)), 0) < NEW.end;
    SELECT RAISE(ABORT, 'a row must not take the place of another') WHERE NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM UDP_PORTS WHERE rowid = NEW.rowid);
END;
CREATE TRIGGER labelhook_udp_gap_place BEFORE UPDATE ON UDP_PORTS WHEN NEW.rowid <> OLD.rowid BEGIN
    SELECT RAISE(ABORT, 'a row must not take the place of another') WHERE 1 AND EXISTS (SELECT 1 FROM UDP_PORTS WHERE rowid = NEW.rowid);
    SELECT RAISE(ABORT, 'a row must not have a number below 0') WHERE NEW.rowid < 0;
END;
CREATE TRIGGER labelhook_udp_gap_insert AFTER INSERT ON UDP_PORTS BEGIN
    SELECT RAISE(ABORT, 'a row must not have a number below 0') WHERE NEW.rowid < 0;
    INSERT INTO labelhook_gaps SELECT protocol, NEW.end + 1, end FROM labelhook_gaps WHERE protocol = 'udp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'udp' AND start <= NEW.start) AND end > NEW.end;
    UPDATE labelhook_gaps SET end = NEW.start - 1 WHERE protocol = 'udp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'udp' AND start <= NEW.start) AND start < NEW.start;
    DELETE FROM labelhook_gaps WHERE protocol = 'udp' AND start = NEW.start;
    DELETE FROM labelhook_odd WHERE protocol = 'udp' AND NOT (EXISTS (SELECT 1 FROM UDP_PORTS WHERE typeof(start) <> 'integer' OR typeof(end) <> 'integer' OR start < 1 OR end > 65535 OR start > end)
    OR (SELECT total(end - start + 1) FROM UDP_PORTS) + (SELECT total(end - start + 1) FROM labelhook_gaps WHERE protocol = 'udp') <> 65535);
END;
CREATE TRIGGER labelhook_udp_gap_delete AFTER DELETE ON UDP_PORTS WHEN NOT EXISTS (SELECT 1 FROM labelhook_odd WHERE protocol = 'udp') BEGIN
    UPDATE labelhook_gaps SET end = coalesce((SELECT end FROM labelhook_gaps WHERE protocol = 'udp' AND start = OLD.end + 1), OLD.end) WHERE protocol = 'udp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'udp' AND start <= OLD.start) AND end = OLD.start - 1;
    INSERT INTO labelhook_gaps SELECT 'udp', OLD.start, coalesce((SELECT end FROM labelhook_gaps WHERE protocol = 'udp' AND start = OLD.end + 1), OLD.end) WHERE coalesce((SELECT end FROM labelhook_gaps WHERE protocol = 'udp' AND start = (SELECT max(start) FROM labelhook_gaps WHERE protocol = 'udp' AND start <= OLD.start)), 0) < OLD.end;
    DELETE FROM labelhook_gaps WHERE protocol = 'udp' AND start = OLD.end + 1;
END;
CREATE TRIGGER labelhook_udp_gap_odd AFTER DELETE ON UDP_PORTS WHEN EXISTS (SELECT 1 FROM labelhook_odd WHERE protocol = 'udp') BEGIN
    DELETE FROM labelhook_gaps WHERE protocol = 'udp';
INSERT INTO labelhook_gaps SELECT 'udp', reach + 1, first - 1 FROM (
    SELECT first, coalesce(max(last) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reach
    FROM (SELECT max(1, CAST(start AS INTEGER)) AS first, min(65535, CAST(end AS INTEGER) + (end > CAST(end AS INTEGER))) AS last FROM UDP_PORTS WHERE typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND start <= end AND start <= 65535 AND end >= 1 UNION ALL SELECT 65536, 65536)
) WHERE first > reach + 1;
INSERT OR IGNORE INTO labelhook_odd SELECT 'udp' WHERE (EXISTS (SELECT 1 FROM UDP_PORTS WHERE typeof(start) <> 'integer' OR typeof(end) <> 'integer' OR start < 1 OR end > 65535 OR start > end)
    OR (SELECT total(end - start + 1) FROM UDP_PORTS) + (SELECT total(end - start + 1) FROM labelhook_gaps WHERE protocol = 'udp') <> 65535);
END;
CREATE TRIGGER labelhook_udp_gap_update AFTER UPDATE OF start, end, module ON UDP_PORTS BEGIN
    DELETE FROM labelhook_gaps WHERE protocol = 'udp';
INSERT INTO labelhook_gaps SELECT 'udp', reach + 1, first - 1 FROM (
    SELECT first, coalesce(max(last) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reach
    FROM (SELECT max(1, CAST(start AS INTEGER)) AS first, min(65535, CAST(end AS INTEGER) + (end > CAST(end AS INTEGER))) AS last FROM UDP_PORTS WHERE typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND start <= end AND start <= 65535 AND end >= 1 UNION ALL SELECT 65536, 65536)
) WHERE first > reach + 1;
INSERT OR IGNORE INTO labelhook_odd SELECT 'udp' WHERE (EXISTS (SELECT 1 FROM UDP_PORTS WHERE typeof(start) <> 'integer' OR typeof(end) <> 'integer' OR start < 1 OR end > 65535 OR start > end)
    OR (SELECT total(end - start + 1) FROM UDP_PORTS) + (SELECT total(end - start + 1) FROM labelhook_gaps WHERE protocol = 'udp') <> 65535);
END;
COMMIT;
