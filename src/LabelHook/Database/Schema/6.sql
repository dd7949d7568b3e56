-- The parts of the band that this node leased from its cluster. Without any, it allocates from the whole band.
-- rival: The other node that uses the same ports, so that no new ones are allocated there; NULL without a conflict.
CREATE TABLE labelhook_leases (start INTEGER PRIMARY KEY NOT NULL, end INTEGER NOT NULL, rival TEXT);
UPDATE labelhook_schema SET version = 6;
