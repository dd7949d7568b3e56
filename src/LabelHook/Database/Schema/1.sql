-- TCP_PORTS and UDP_PORTS are NS8's, exactly as NS8 creates them. NS8's own code never looks at the other tables, but
-- the triggers hold everyone who writes to the rules.
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

-- Blocks to release as soon as the module's environment file no longer names them.
CREATE TABLE labelhook_releases (
    protocol TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    module TEXT NOT NULL,
    PRIMARY KEY (protocol, start, end, module)
) WITHOUT ROWID;

-- for each protocol
CREATE INDEX labelhook_{protocol}_ports ON {table} (start, end);
CREATE INDEX labelhook_{protocol}_module ON {table} (module);
CREATE TRIGGER labelhook_{protocol}_insert BEFORE INSERT ON {table} BEGIN
    {check_row}
    WHERE EXISTS (SELECT 1 FROM {table} WHERE start <= NEW.end AND end >= NEW.start
        AND typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND 1);
END;
CREATE TRIGGER labelhook_{protocol}_update BEFORE UPDATE OF start, end, module ON {table} BEGIN
    {check_row}
    WHERE EXISTS (SELECT 1 FROM {table} WHERE start <= NEW.end AND end >= NEW.start
        AND typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND rowid <> OLD.rowid);
END;
CREATE TRIGGER labelhook_{protocol}_delete AFTER DELETE ON {table} BEGIN
    DELETE FROM labelhook_releases WHERE protocol = '{protocol}' AND start = OLD.start AND end = OLD.end AND module = OLD.module;
END;
-- end
