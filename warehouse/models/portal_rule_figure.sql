-- each row is what the portal's rule counts in one period for one unit (descendants included): over all procedures, and by procedure where asked
-- Counted: received by the cut, and received or ended within the period, once. On time: by the end if it lies by the cut, else
-- by the end of the cut's day. Reads scope_period, scope_procedure_unit and mart.portal_rule_dossier.
WITH period_day AS (
    SELECT p.period_no, p.period_start, p.cut, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
under_heading AS (
    SELECT d.basis, d.unit_code, CAST(NULL AS VARCHAR) AS procedure_code, d.received_on, d.ended_on, d.ended_on_time, d.in_time_until, d.complained_on
    FROM mart.portal_rule_dossier AS d
    UNION ALL
    SELECT d.basis, s.unit_code, d.procedure_code, d.received_on, d.ended_on, d.ended_on_time, d.in_time_until, d.complained_on
    FROM mart.portal_rule_dossier AS d
    JOIN ref.unit_ancestor AS a ON a.unit_code = d.unit_code
    JOIN scope_procedure_unit AS s ON s.unit_code = a.ancestor_code
    WHERE d.procedure_code IS NOT NULL
),
heading AS (
    SELECT
        CAST(row_number() OVER (ORDER BY f.basis, f.unit_code, f.procedure_code NULLS FIRST) AS INTEGER) AS heading_no,
        f.*
    FROM (SELECT DISTINCT basis, unit_code, procedure_code FROM under_heading) AS f
),
placed AS (
    SELECT h.heading_no, c.received_on, c.ended_on, c.ended_on_time, c.in_time_until, c.complained_on
    FROM under_heading AS c
    JOIN heading AS h
        ON h.basis = c.basis AND h.unit_code = c.unit_code AND h.procedure_code IS NOT DISTINCT FROM c.procedure_code
),
in_period AS ( -- each row is a dossier counted in a period
    SELECT
        p.period_no, c.heading_no, c.complained_on > p.cut AS is_content,
        CASE WHEN c.ended_on <= p.cut THEN c.ended_on_time ELSE c.in_time_until >= p.cut END AS is_on_time
    FROM placed AS c
    JOIN period_day AS p ON p.day = c.received_on
    UNION ALL
    SELECT p.period_no, c.heading_no, c.complained_on > p.cut AS is_content, c.ended_on_time AS is_on_time
    FROM placed AS c
    JOIN period_day AS p ON p.day = c.ended_on AND p.period_start > c.received_on
),
counted AS (
    SELECT
        period_no, heading_no,
        count(*) AS counted,
        count(*) FILTER (WHERE is_on_time) AS on_time,
        count(*) FILTER (WHERE is_on_time AND is_content) AS on_time_content
    FROM in_period
    GROUP BY period_no, heading_no
)
SELECT
    c.period_no, h.basis, a.ancestor_code AS unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    CAST(sum(c.counted) AS BIGINT) AS counted,
    CAST(sum(c.on_time) AS BIGINT) AS on_time,
    CAST(sum(c.on_time_content) AS BIGINT) AS on_time_content
FROM counted AS c
JOIN heading AS h ON h.heading_no = c.heading_no AND h.procedure_code IS NULL
JOIN ref.unit_ancestor AS a ON a.unit_code = h.unit_code
GROUP BY c.period_no, h.basis, a.ancestor_code
UNION ALL
SELECT c.period_no, h.basis, h.unit_code, h.procedure_code, c.counted, c.on_time, c.on_time_content
FROM counted AS c
JOIN heading AS h ON h.heading_no = c.heading_no AND h.procedure_code IS NOT NULL
