-- each row is form II.06a of one unit and one sector (NULL: all of them) in a period, by the city's own record
-- A unit asked about may be made of several published ones: $signs adds (+1) and takes away (-1) their figures.
WITH share AS (
    SELECT unnest($unit_codes) AS unit_code, unnest($leading_codes) AS leading_code, unnest($signs) AS sign
),
sector AS (
    -- one name per sector: the catalogue repeats it on every procedure, sometimes spelt apart; else the portal's
    SELECT sector_code, coalesce(min(sector_name), min(portal_name)) AS sector_name
    FROM (
        SELECT sector_code, sector_name, NULL AS portal_name FROM ref.procedure
        UNION ALL
        SELECT sector_code, NULL, name FROM ref.sector
    )
    WHERE sector_code IS NOT NULL
    GROUP BY sector_code
)
SELECT
    share.leading_code AS unit_code,
    form.sector_code,
    sector.sector_name,
    CAST(sum(share.sign * form.received_total) AS BIGINT) AS received_total,
    CAST(sum(share.sign * form.received_online) AS BIGINT) AS received_online,
    CAST(sum(share.sign * form.received_direct_postal) AS BIGINT) AS received_direct_postal,
    CAST(sum(share.sign * form.carried_over) AS BIGINT) AS carried_over,
    CAST(sum(share.sign * form.resolved_total) AS BIGINT) AS resolved_total,
    CAST(sum(share.sign * form.resolved_early) AS BIGINT) AS resolved_early,
    CAST(sum(share.sign * form.resolved_on_time) AS BIGINT) AS resolved_on_time,
    CAST(sum(share.sign * form.resolved_late) AS BIGINT) AS resolved_late,
    CAST(sum(share.sign * form.open_total) AS BIGINT) AS open_total,
    CAST(sum(share.sign * form.open_in_term) AS BIGINT) AS open_in_term,
    CAST(sum(share.sign * form.open_overdue) AS BIGINT) AS open_overdue,
    CAST(sum(share.sign * form.resolved_no_due_date) AS BIGINT) AS resolved_no_due_date,
    CAST(sum(share.sign * form.open_waiting) AS BIGINT) AS open_waiting
FROM mart.form_06a_period AS form
JOIN share ON share.unit_code = form.unit_code
LEFT JOIN sector ON sector.sector_code = form.sector_code
WHERE
    form.basis = 'city' AND form.period_kind = $kind AND form.period_start = $start
    AND (form.sector_code IS NOT NULL) = $by_sector
GROUP BY share.leading_code, form.sector_code, sector.sector_name
ORDER BY form.sector_code NULLS FIRST, share.leading_code
