-- The names behind the keys of officers and signers, in the private warehouse only: never in a publication.
CREATE TABLE IF NOT EXISTS officers.officer (
    officer_key VARCHAR, name VARCHAR, unit_code VARCHAR, first_seen_on DATE, last_seen_on DATE);
COMMENT ON TABLE officers.officer IS 'Each row is an officer or signer of a unit, whose key the publications carry';
COMMENT ON COLUMN officers.officer.officer_key IS 'Keyed hash of name and unit, as officer_key and signer_key of the publications';
COMMENT ON COLUMN officers.officer.name IS 'Name as compared: lower case, single spaces';
COMMENT ON COLUMN officers.officer.unit_code IS 'Unit within which the name is a person';
COMMENT ON COLUMN officers.officer.first_seen_on IS 'Day of the oldest file that named the person';
COMMENT ON COLUMN officers.officer.last_seen_on IS 'Day of the newest file that named the person';
