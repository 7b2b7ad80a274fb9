-- each row is the processing steps of one unit (its descendants included) that were running in one period, for D05 and D05b
-- Running: started by the cut and not done before the period. Late: done by the cut and after the due day, or not done by
-- the cut, due before it and not waiting for the applicant (status 5 or 6). A step counts for the unit that held it. An
-- officer whom the source does not name is no officer, the step is counted. Distinct officers are counted over the unit's
-- descendants; the key of a person holds the unit.
-- Days are replaced by the number of the first cut or period start on or after them, so that steps alike in every period
-- are counted together; officers are numbered, because counting by numbers is many times faster than by names.
-- Reads scope_period.
WITH numbered AS (
    SELECT
        p.period_no, p.period_start, p.cut,
        dense_rank() OVER (ORDER BY p.period_start) AS start_no, dense_rank() OVER (ORDER BY p.cut) AS cut_no
    FROM scope_period AS p
),
cut_day AS (
    SELECT DISTINCT cut AS day, cut_no FROM numbered
),
start_day AS (
    SELECT DISTINCT period_start AS day, start_no FROM numbered
),
next_boundary AS ( -- each row is a day with the first cut and the first period start on or after it
    SELECT
        w.date AS day,
        min(c.cut_no) OVER (ORDER BY w.date DESC) AS cut_no,
        min(s.start_no) OVER (ORDER BY w.date DESC) AS start_no
    FROM ref.working_day AS w
    LEFT JOIN cut_day AS c ON c.day = w.date
    LEFT JOIN start_day AS s ON s.day = w.date
),
step AS (
    SELECT
        s.basis, s.unit_code, s.officer_key,
        CAST(s.started_at AS DATE) AS started_on, CAST(s.due_at AS DATE) AS due_on, CAST(s.done_at AS DATE) AS done_on,
        coalesce(s.status IN (5, 6), false) AS is_waiting
    FROM core.dossier_step AS s
    WHERE NOT s.is_deleted
        AND NOT EXISTS (
            SELECT 1 FROM core.dossier AS d
            WHERE d.is_deleted AND d.basis = s.basis AND d.dossier_code = s.dossier_code
        )
),
judged AS ( -- late_on: the first day that, as a cut, finds the step late; NULL when none does
    SELECT
        *,
        CAST(done_on + 1 AS DATE) AS over_on,
        CASE
            WHEN done_on <= due_on THEN NULL
            WHEN NOT is_waiting THEN CAST(due_on + 1 AS DATE)
            WHEN due_on IS NOT NULL THEN done_on
        END AS late_on
    FROM step
),
alike AS ( -- each row is the steps of one officer that run and are late in the same periods
    SELECT
        f.officer_no, started.cut_no AS first_cut_no,
        coalesce(ended.start_no, 2147483647) AS over_start_no, late.cut_no AS late_cut_no,
        count(*) AS steps
    FROM judged AS j
    JOIN step_officer AS f
        ON f.unit_code = j.unit_code AND f.basis = j.basis AND f.officer_key IS NOT DISTINCT FROM j.officer_key
    JOIN next_boundary AS started ON started.day = j.started_on
    LEFT JOIN next_boundary AS ended ON ended.day = j.over_on
    LEFT JOIN next_boundary AS late ON late.day = j.late_on
    WHERE started.cut_no IS NOT NULL
    GROUP BY f.officer_no, started.cut_no, ended.start_no, late.cut_no
),
own AS (
    SELECT
        n.period_no, a.officer_no,
        sum(a.steps) AS steps, coalesce(sum(CASE WHEN n.cut_no >= a.late_cut_no THEN a.steps END), 0) AS late_steps
    FROM alike AS a
    JOIN numbered AS n ON n.cut_no >= a.first_cut_no AND n.start_no < a.over_start_no
    GROUP BY n.period_no, a.officer_no
)
SELECT
    o.period_no, f.basis, u.ancestor_code AS unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    CAST(sum(o.steps) AS BIGINT) AS steps,
    CAST(sum(o.late_steps) AS BIGINT) AS late_steps,
    count(DISTINCT f.officer_key) AS officers,
    count(DISTINCT CASE WHEN o.late_steps > 0 THEN f.officer_key END) AS late_officers
FROM own AS o
JOIN step_officer AS f ON f.officer_no = o.officer_no
JOIN ref.unit_ancestor AS u ON u.unit_code = f.unit_code
GROUP BY o.period_no, f.basis, u.ancestor_code
