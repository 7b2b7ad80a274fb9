-- The events of one run, whoever hears of them, and the rules by which they are told.
-- unit_code and other_unit_code: the units concerned (NULL: the night itself). subject: a dossier's code, a source, a closing.
-- about: a procedure's name, a dataset, a signal. weight orders a kind, greatest first. From expires_on as as-of on it is old news.
CREATE TEMP TABLE event (
    kind VARCHAR, event_key VARCHAR, unit_code VARCHAR, other_unit_code VARCHAR, unit_name VARCHAR, subject VARCHAR,
    about VARCHAR, day DATE, number BIGINT, of_number BIGINT, text_vi VARCHAR, text_en VARCHAR, weight BIGINT, expires_on DATE);
CREATE TEMP TABLE rule (kind VARCHAR, unit_code VARCHAR, receiver VARCHAR);
CREATE TEMP TABLE unit_below (unit_code VARCHAR, ancestor_code VARCHAR);
