-- each row is a period of form II.06a for the whole city, or all periods of a kind together, beside a count of the dossiers
-- Counted by day from mart.counted_dossier: received on it, finished on it; what was received and not finished is open.
-- All months (quarters, years, report months …) together hold every dossier once: a period that is missing shows there.
WITH received AS (
    SELECT basis, received_on AS day, count(*) AS dossiers
    FROM mart.counted_dossier
    WHERE received_on <= CAST($as_of AS DATE)
    GROUP BY basis, received_on
),
finished AS (
    SELECT basis, finished_on AS day, count(*) AS dossiers
    FROM mart.counted_dossier
    WHERE finished_on <= CAST($as_of AS DATE)
    GROUP BY basis, finished_on
),
day_count AS (
    SELECT basis, day, dossiers AS received, 0 AS finished FROM received
    UNION ALL
    SELECT basis, day, 0, dossiers FROM finished
),
period AS (
    SELECT DISTINCT period_kind, period_start, period_end, least(period_end, CAST($as_of AS DATE)) AS cut
    FROM mart.form_06a_period
),
basis_period AS (
    SELECT b.basis, p.*
    FROM period AS p
    CROSS JOIN (SELECT basis FROM mart.counted_dossier UNION SELECT basis FROM mart.form_06a_period) AS b
),
counted AS (
    SELECT
        p.basis, p.period_kind, p.period_start, p.period_end,
        coalesce(sum(d.received) FILTER (WHERE d.day >= p.period_start), 0) AS received,
        coalesce(sum(d.finished) FILTER (WHERE d.day >= p.period_start), 0) AS resolved,
        coalesce(sum(d.received - d.finished), 0) AS open_total
    FROM basis_period AS p
    LEFT JOIN day_count AS d ON d.basis = p.basis AND d.day <= p.cut
    GROUP BY p.basis, p.period_kind, p.period_start, p.period_end
),
root AS (
    SELECT
        basis, period_kind, period_start,
        sum(received_online + received_direct_postal) AS received, sum(resolved_total) AS resolved, sum(open_total) AS open_total
    FROM mart.form_06a_period
    WHERE unit_code = $root_unit AND sector_code IS NULL
    GROUP BY basis, period_kind, period_start
),
beside AS (
    SELECT
        c.basis,
        'kỳ ' || strftime(c.period_start, '%d/%m/%Y') || '–' || strftime(c.period_end, '%d/%m/%Y') AS period_vi,
        'period ' || strftime(c.period_start, '%d/%m/%Y') || '–' || strftime(c.period_end, '%d/%m/%Y') AS period_en,
        c.received AS counted_received, coalesce(r.received, 0) AS form_received,
        c.resolved AS counted_resolved, coalesce(r.resolved, 0) AS form_resolved,
        c.open_total AS counted_open, coalesce(r.open_total, 0) AS form_open
    FROM counted AS c
    LEFT JOIN root AS r ON r.basis = c.basis AND r.period_kind = c.period_kind AND r.period_start = c.period_start
),
whole_kind AS (
    SELECT *
    FROM (VALUES
        ('month', 'mọi tháng cộng lại', 'all months together'),
        ('quarter', 'mọi quý cộng lại', 'all quarters together'),
        ('year', 'mọi năm cộng lại', 'all years together'),
        ('report_month', 'mọi tháng báo cáo cộng lại', 'all report months together'),
        ('report_quarter', 'mọi quý báo cáo cộng lại', 'all report quarters together'),
        ('report_year', 'mọi năm báo cáo cộng lại', 'all report years together')
    ) AS kind (period_kind, period_vi, period_en)
),
all_days AS (
    SELECT basis, sum(received) AS received, sum(finished) AS resolved FROM day_count GROUP BY basis
),
all_root AS (
    SELECT basis, period_kind, sum(received) AS received, sum(resolved) AS resolved FROM root GROUP BY basis, period_kind
),
whole AS (
    SELECT
        d.basis, k.period_vi, k.period_en,
        d.received AS counted_received, coalesce(r.received, 0) AS form_received,
        d.resolved AS counted_resolved, coalesce(r.resolved, 0) AS form_resolved,
        NULL AS counted_open, NULL AS form_open
    FROM all_days AS d
    CROSS JOIN whole_kind AS k
    LEFT JOIN all_root AS r ON r.basis = d.basis AND r.period_kind = k.period_kind
),
both_kinds AS (
    SELECT * FROM beside
    UNION ALL
    SELECT * FROM whole
)
SELECT
    basis, period_vi, period_en,
    CAST(counted_received AS BIGINT) AS counted_received, CAST(form_received AS BIGINT) AS form_received,
    CAST(counted_resolved AS BIGINT) AS counted_resolved, CAST(form_resolved AS BIGINT) AS form_resolved,
    CAST(counted_open AS BIGINT) AS counted_open, CAST(form_open AS BIGINT) AS form_open
FROM both_kinds
ORDER BY basis, period_vi
