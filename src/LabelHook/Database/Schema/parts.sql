-- What the scripts say more than once: each part stands for its name in braces, in a script and in the parts below it.

-- {check_row}
SELECT RAISE(ABORT, 'start and end must be whole numbers')
    WHERE typeof(NEW.start) <> 'integer' OR typeof(NEW.end) <> 'integer';
SELECT RAISE(ABORT, 'ports must lie in 1-65535, the start not behind the end')
    WHERE NEW.start < 1 OR NEW.end > 65535 OR NEW.start > NEW.end;
SELECT RAISE(ABORT, 'a module must be named')
    WHERE typeof(NEW.module) <> 'text' OR trim(NEW.module) = '';
SELECT RAISE(ABORT, 'ports overlap those of another row')

-- {rebuild_gaps}
DELETE FROM labelhook_gaps WHERE protocol = '{protocol}';
INSERT INTO labelhook_gaps SELECT '{protocol}', reach + 1, first - 1 FROM (
    SELECT first, coalesce(max(last) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reach
    FROM ({touched_ports} UNION ALL SELECT 65536, 65536)
) WHERE first > reach + 1;
INSERT OR IGNORE INTO labelhook_odd SELECT '{protocol}' WHERE {has_odd_rows};

-- {touched_ports}
SELECT max(1, CAST(start AS INTEGER)) AS first, min(65535, CAST(end AS INTEGER) + (end > CAST(end AS INTEGER))) AS last FROM {table} WHERE typeof(start) IN ('integer', 'real') AND typeof(end) IN ('integer', 'real') AND start <= end AND start <= 65535 AND end >= 1

-- {has_odd_rows}
(EXISTS (SELECT 1 FROM {table} WHERE typeof(start) <> 'integer' OR typeof(end) <> 'integer' OR start < 1 OR end > 65535 OR start > end)
    OR (SELECT total(end - start + 1) FROM {table}) + (SELECT total(end - start + 1) FROM labelhook_gaps WHERE protocol = '{protocol}') <> 65535)

-- {gap_before_new}
(SELECT max(start) FROM labelhook_gaps WHERE protocol = '{protocol}' AND start <= NEW.start)

-- {gap_before_old}
(SELECT max(start) FROM labelhook_gaps WHERE protocol = '{protocol}' AND start <= OLD.start)

-- {gap_end_after_old}
coalesce((SELECT end FROM labelhook_gaps WHERE protocol = '{protocol}' AND start = OLD.end + 1), OLD.end)

-- {log_old}
INSERT INTO labelhook_log (time, protocol, start, end, module, is_allocated, image)
        VALUES (CAST(strftime('%s', 'now') AS INTEGER), '{protocol}', OLD.start, OLD.end, OLD.module, 0, (SELECT image FROM labelhook_modules WHERE module = OLD.module));

-- {log_new}
INSERT INTO labelhook_log (time, protocol, start, end, module, is_allocated, image)
        VALUES (CAST(strftime('%s', 'now') AS INTEGER), '{protocol}', NEW.start, NEW.end, NEW.module, 1, (SELECT image FROM labelhook_modules WHERE module = NEW.module));
