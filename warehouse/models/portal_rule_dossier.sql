-- each row is a dossier as the portal's rule sees it (766, 2.1): received, status not 1, not deleted, with its end and its term
-- The end is finished_at, else returned_at, else refused_at, else the one supplement request, never moved to the receipt.
-- The term holds the time spent waiting for supplements: due_at, without one the procedure's time limit, without either none.
-- "The end of a day" is its last second, as where a due date has no time. Days stand for never and always, so none is NULL.
WITH dossier AS (
    SELECT
        d.basis, d.dossier_code, d.unit_code, d.procedure_code, d.received_at, d.due_at,
        CASE WHEN d.due_at IS NULL THEN d.procedure_code END AS limit_code, -- whose time limit holds
        coalesce(d.supplement_count, 0) <= 1 AS is_asked_once,
        coalesce(
            d.finished_at, d.returned_at, d.refused_at, CASE WHEN d.supplement_count = 1 THEN d.supplement_requested_at END
        ) AS ended_at,
        -- sixty years bound what a source may garble: intervals are made of 32-bit numbers
        greatest(least(coalesce(d.supplement_seconds, 0), 1900000000), -1900000000) * INTERVAL 1 SECOND AS supplement_time
    FROM core.dossier AS d
    WHERE d.received_at IS NOT NULL AND d.status <> 1 AND NOT d.is_deleted
),
limited AS (
    SELECT
        d.*,
        CASE
            WHEN p.time_limit IS NOT NULL AND p.time_unit IN ('hour', 'day') THEN greatest(
                least(p.time_limit * CASE p.time_unit WHEN 'hour' THEN 3600 ELSE 86400 END, 1900000000), -1900000000
            )
        END AS limit_seconds,
        CASE
            WHEN p.time_limit IS NOT NULL AND p.time_unit = 'working_day'
                THEN r.ordinal + CAST(floor(greatest(least(p.time_limit, 36500), -36500)) AS BIGINT)
        END AS last_ordinal
    FROM dossier AS d
    LEFT JOIN ref.procedure AS p ON p.procedure_code = d.limit_code
    LEFT JOIN ref.working_day AS r ON r.date = CAST(d.received_at AS DATE)
),
last_day AS ( -- each row is a number of working days with the last day that is no more of them away
    SELECT w.ordinal, max(w.date) AS day FROM ref.working_day AS w GROUP BY w.ordinal
),
termed AS (
    SELECT
        d.*,
        d.supplement_time + CASE
            WHEN d.due_at IS NOT NULL THEN d.due_at
            WHEN d.limit_seconds IS NOT NULL THEN d.received_at + CAST(floor(d.limit_seconds) AS BIGINT) * INTERVAL 1 SECOND
            WHEN t.day IS NOT NULL THEN CAST(t.day AS TIMESTAMP) + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND
        END AS term_at
    FROM limited AS d
    LEFT JOIN last_day AS t ON t.ordinal = d.last_ordinal
),
complained AS (
    SELECT p.dossier_code, min(p.received_on) AS complained_on
    FROM core.petition AS p
    WHERE NOT p.is_deleted AND p.dossier_code IS NOT NULL AND (p.kind = 'behaviour' OR p.dislikes > 0)
    GROUP BY p.dossier_code
)
SELECT
    t.basis, t.dossier_code, t.unit_code, t.procedure_code,
    CAST(t.received_at AS DATE) AS received_on,
    CAST(t.ended_at AS DATE) AS ended_on,
    t.is_asked_once AND coalesce(t.ended_at <= t.term_at, true) AS ended_on_time,
    CASE
        WHEN NOT t.is_asked_once THEN DATE '0001-01-01'
        WHEN t.term_at IS NULL THEN DATE '9999-12-31'
        ELSE CAST(t.term_at - INTERVAL 86399 SECOND AS DATE)
    END AS in_time_until,
    coalesce(c.complained_on, DATE '9999-12-31') AS complained_on
FROM termed AS t
LEFT JOIN complained AS c ON c.dossier_code = t.dossier_code
