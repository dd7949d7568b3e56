-- When the image of a module was created.
ALTER TABLE labelhook_modules ADD COLUMN image_created INTEGER;
UPDATE labelhook_schema SET version = 4;
