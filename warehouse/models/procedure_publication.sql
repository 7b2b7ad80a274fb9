-- each row is how one unit's procedures (descendants included) that took effect or were published in one period were made known
-- All procedures of the catalogue, in force on the cut or not. At least 5 working days from publication to effect, at most 5 from
-- publication to being made public (QĐ 766/QĐ-TTg, 1.1 and 1.2). Reads scope_period, procedure_carrier, procedure_unit_carrier.
WITH flow AS (
    SELECT
        p.procedure_code, p.effective_from AS day,
        1 AS taking_effect, CASE WHEN e.ordinal - d.ordinal >= 5 THEN 1 ELSE 0 END AS published_in_time,
        0 AS published, 0 AS public_in_time
    FROM ref.procedure AS p
    LEFT JOIN ref.working_day AS e ON e.date = p.effective_from
    LEFT JOIN ref.working_day AS d ON d.date = p.published_on
    WHERE p.effective_from IS NOT NULL
    UNION ALL
    SELECT
        p.procedure_code, p.published_on AS day,
        0, 0,
        1, CASE WHEN m.ordinal - d.ordinal <= 5 THEN 1 ELSE 0 END
    FROM ref.procedure AS p
    LEFT JOIN ref.working_day AS d ON d.date = p.published_on
    LEFT JOIN ref.working_day AS m ON m.date = p.made_public_on
    WHERE p.published_on IS NOT NULL
),
by_carrier AS (
    SELECT
        k.carrier, f.day,
        sum(f.taking_effect) AS taking_effect, sum(f.published_in_time) AS published_in_time,
        sum(f.published) AS published, sum(f.public_in_time) AS public_in_time
    FROM flow AS f
    JOIN procedure_carrier AS k ON k.procedure_code = f.procedure_code
    GROUP BY k.carrier, f.day
),
period_day AS (
    SELECT p.period_no, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
in_period AS (
    SELECT
        p.period_no, u.unit_code,
        sum(c.taking_effect) AS taking_effect, sum(c.published_in_time) AS published_in_time,
        sum(c.published) AS published, sum(c.public_in_time) AS public_in_time
    FROM by_carrier AS c
    JOIN period_day AS p ON p.day = c.day
    JOIN procedure_unit_carrier AS u ON u.carrier = c.carrier
    GROUP BY p.period_no, u.unit_code
),
carrying AS (
    SELECT DISTINCT u.unit_code
    FROM procedure_unit_carrier AS u
    WHERE EXISTS (SELECT 1 FROM procedure_carrier AS k WHERE k.carrier = u.carrier)
)
SELECT
    p.period_no, 'city' AS basis, c.unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    CAST(coalesce(i.taking_effect, 0) AS BIGINT) AS taking_effect,
    CAST(coalesce(i.published_in_time, 0) AS BIGINT) AS published_in_time,
    CAST(coalesce(i.published, 0) AS BIGINT) AS published,
    CAST(coalesce(i.public_in_time, 0) AS BIGINT) AS public_in_time
FROM carrying AS c
CROSS JOIN scope_period AS p
LEFT JOIN in_period AS i ON i.period_no = p.period_no AND i.unit_code = c.unit_code
