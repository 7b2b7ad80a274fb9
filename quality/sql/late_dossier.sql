-- each row is a basis: the late list beside the city's figures of form II.06a over the calendar years
-- Open and late at as-of = column 13 of the running year; finished late, ever = column 10 of all years together.
WITH listed AS (
    SELECT
        basis,
        count(*) FILTER (WHERE state = 'open_late') AS listed_open_late,
        count(*) FILTER (WHERE state = 'closed_late') AS listed_closed_late
    FROM mart.late_dossier
    GROUP BY basis
),
form AS (
    SELECT
        basis,
        CAST(coalesce(sum(open_overdue) FILTER (WHERE period_end >= CAST($as_of AS DATE)), 0) AS BIGINT) AS form_open_late,
        CAST(sum(resolved_late) AS BIGINT) AS form_closed_late
    FROM mart.form_06a_period
    WHERE period_kind = 'year' AND unit_code = $root_unit AND sector_code IS NULL
    GROUP BY basis
)
SELECT
    coalesce(l.basis, f.basis) AS basis,
    coalesce(l.listed_open_late, 0) AS listed_open_late, coalesce(f.form_open_late, 0) AS form_open_late,
    coalesce(l.listed_closed_late, 0) AS listed_closed_late, coalesce(f.form_closed_late, 0) AS form_closed_late
FROM listed AS l
FULL JOIN form AS f ON f.basis = l.basis
ORDER BY basis
