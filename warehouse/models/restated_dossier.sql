-- each row is a dossier that explains why a signed form II.06a is counted differently now, before and after
-- Of several differences the first of added, gone, other_unit, other_outcome (what became of it, received in the period or
-- carried over, channel, sector), other_date names the change. Newest closing of each period and unit. Reads scope_closing.
WITH signed AS (
    SELECT d.*
    FROM core.closed_dossier AS d
    JOIN scope_closing AS g ON g.closing_id = d.closing_id
),
paired AS (
    SELECT
        coalesce(b.closing_id, n.closing_id) AS closing_id, coalesce(b.dossier_code, n.dossier_code) AS dossier_code,
        CASE
            WHEN b.dossier_code IS NULL THEN 'added'
            WHEN n.dossier_code IS NULL THEN 'gone'
            WHEN b.unit_code IS DISTINCT FROM n.unit_code THEN 'other_unit'
            WHEN b.standing <> n.standing OR b.is_received <> n.is_received OR b.is_online <> n.is_online
                OR b.sector_code IS DISTINCT FROM n.sector_code THEN 'other_outcome'
            WHEN b.received_on <> n.received_on OR b.due_on IS DISTINCT FROM n.due_on
                OR b.finished_on IS DISTINCT FROM n.finished_on THEN 'other_date'
        END AS change,
        b.unit_code AS unit_before, n.unit_code AS unit_now, b.sector_code AS sector_before, n.sector_code AS sector_now,
        b.received_on AS received_before, n.received_on AS received_now, b.due_on AS due_before, n.due_on AS due_now,
        b.finished_on AS finished_before, n.finished_on AS finished_now, b.is_online AS online_before, n.is_online AS online_now,
        b.standing AS standing_before, n.standing AS standing_now
    FROM signed AS b
    FULL JOIN closed_dossier_now AS n ON n.closing_id = b.closing_id AND n.dossier_code = b.dossier_code
)
SELECT g.closing_id, g.period_kind, g.period_start, g.period_end, p.dossier_code, p.change,
    p.unit_before, p.unit_now, p.sector_before, p.sector_now, p.received_before, p.received_now, p.due_before, p.due_now,
    p.finished_before, p.finished_now, p.online_before, p.online_now, p.standing_before, p.standing_now
FROM paired AS p
JOIN scope_closing AS g ON g.closing_id = p.closing_id
WHERE p.change IS NOT NULL
