-- Each row is an event that a rule tells a receiver of and that was never told this receiver before.
INSERT INTO register.delivery BY NAME
WITH concerned AS ( -- each row is a receiver with an event of theirs, by a rule of all units or of one above the event's
    SELECT r.receiver, e.event_key FROM event AS e JOIN rule AS r ON r.kind = e.kind AND r.unit_code IS NULL
    UNION
    SELECT r.receiver, e.event_key
    FROM event AS e
    JOIN unit_below AS b ON b.unit_code = e.unit_code
    JOIN rule AS r ON r.kind = e.kind AND r.unit_code = b.ancestor_code
    UNION
    SELECT r.receiver, e.event_key
    FROM event AS e
    JOIN unit_below AS b ON b.unit_code = e.other_unit_code
    JOIN rule AS r ON r.kind = e.kind AND r.unit_code = b.ancestor_code
)
SELECT
    c.receiver, e.event_key, e.kind, CAST($as_of AS DATE) AS as_of, e.unit_name, e.subject, e.about, e.day, e.number,
    e.of_number, e.text_vi, e.text_en, e.weight, e.expires_on,
    'waiting' AS status, CAST(0 AS BIGINT) AS attempts, CAST($found_at AS TIMESTAMP) AS found_at
FROM concerned AS c
JOIN event AS e ON e.event_key = c.event_key
WHERE NOT EXISTS (SELECT 1 FROM register.delivery AS d WHERE d.receiver = c.receiver AND d.event_key = c.event_key)
