-- From here on, places of environment files may be relative to the database's folder. Older programs would take them
-- relative to their own working folder.
UPDATE labelhook_schema SET version = 3;
