-- What was told to whom, kept beside the publications: a held night tells too, and none is told twice.
CREATE TABLE IF NOT EXISTS register.delivery (
    receiver VARCHAR, event_key VARCHAR, kind VARCHAR, as_of DATE, unit_name VARCHAR, subject VARCHAR, about VARCHAR,
    day DATE, number BIGINT, of_number BIGINT, text_vi VARCHAR, text_en VARCHAR, weight BIGINT, expires_on DATE,
    status VARCHAR, attempts BIGINT, found_at TIMESTAMP, sent_at TIMESTAMP, PRIMARY KEY (receiver, event_key));
COMMENT ON TABLE register.delivery IS 'Each row is an event for one receiver; status waiting, sending, sent, expired';
