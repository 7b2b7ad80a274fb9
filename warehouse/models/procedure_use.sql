-- each row is a procedure in force that a unit (descendants included) carries out, with what the dossiers received in a period show of it
-- Reads scope_period, procedure_carrier, procedure_unit_carrier. Only procedures of which some dossier shows something have a row.
-- Dossiers are first put together by stretches of days that every period holds whole or not at all: within one they count for the same periods.
WITH bound AS (
    SELECT period_start AS day FROM scope_period UNION SELECT CAST(cut + 1 AS DATE) FROM scope_period
),
numbered AS (
    SELECT w.date AS day, count(b.day) OVER (ORDER BY w.date) AS stretch_no
    FROM ref.working_day AS w
    LEFT JOIN bound AS b ON b.day = w.date
),
period_stretch AS (
    SELECT p.period_no, s.stretch_no
    FROM scope_period AS p
    JOIN numbered AS a ON a.day = p.period_start
    JOIN numbered AS b ON b.day = p.cut
    JOIN (SELECT DISTINCT stretch_no FROM numbered) AS s ON s.stretch_no BETWEEN a.stretch_no AND b.stretch_no
),
catalogued AS (
    SELECT
        p.procedure_code,
        coalesce(p.service_level IN ('full', 'partial'), false) AS is_online_procedure,
        coalesce(p.has_fee, false) AS has_fee
    FROM ref.procedure AS p
),
telling AS (
    SELECT
        c.basis, c.unit_code, c.procedure_code, c.received_on,
        c.is_online AND p.is_online_procedure AS is_online,
        coalesce(c.own_fee_amount > 0, false) AND p.has_fee AS has_own_fee,
        coalesce(c.uses_population_data, false) AS uses_population_data,
        CASE WHEN p.has_fee THEN c.paid_online_on END AS paid_online_on
    FROM mart.counted_dossier AS c
    JOIN catalogued AS p ON p.procedure_code = c.procedure_code
),
received AS (
    SELECT
        n.stretch_no, t.basis, t.unit_code, t.procedure_code,
        bool_or(t.is_online) AS has_online, bool_or(t.has_own_fee) AS has_own_fee,
        bool_or(t.uses_population_data) AS uses_population_data, min(t.paid_online_on) AS paid_online_on
    FROM telling AS t
    JOIN numbered AS n ON n.day = t.received_on
    WHERE t.is_online OR t.has_own_fee OR t.uses_population_data OR t.paid_online_on IS NOT NULL
    GROUP BY n.stretch_no, t.basis, t.unit_code, t.procedure_code
),
with_descendants AS (
    SELECT
        r.stretch_no, r.basis, a.ancestor_code AS unit_code, r.procedure_code,
        bool_or(r.has_online) AS has_online, bool_or(r.has_own_fee) AS has_own_fee,
        bool_or(r.uses_population_data) AS uses_population_data, min(r.paid_online_on) AS paid_online_on
    FROM received AS r
    JOIN ref.unit_ancestor AS a ON a.unit_code = r.unit_code
    JOIN procedure_unit_carrier AS u ON u.unit_code = a.ancestor_code
    JOIN procedure_carrier AS k ON k.carrier = u.carrier AND k.procedure_code = r.procedure_code
    GROUP BY r.stretch_no, r.basis, a.ancestor_code, r.procedure_code
),
in_period AS (
    SELECT
        s.period_no, d.basis, d.unit_code, d.procedure_code,
        bool_or(d.has_online) AS has_online, bool_or(d.has_own_fee) AS has_own_fee,
        bool_or(d.uses_population_data) AS uses_population_data, min(d.paid_online_on) AS paid_online_on
    FROM with_descendants AS d
    JOIN period_stretch AS s ON s.stretch_no = d.stretch_no
    GROUP BY s.period_no, d.basis, d.unit_code, d.procedure_code
)
SELECT
    i.period_no, i.basis, i.unit_code, i.procedure_code,
    i.has_online, coalesce(i.paid_online_on <= p.cut, false) AS has_paid_online, i.has_own_fee, i.uses_population_data
FROM in_period AS i
JOIN scope_period AS p ON p.period_no = i.period_no
JOIN ref.procedure AS c ON c.procedure_code = i.procedure_code
WHERE (c.valid_from IS NULL OR c.valid_from <= p.cut) AND (c.valid_to IS NULL OR p.cut < c.valid_to)
