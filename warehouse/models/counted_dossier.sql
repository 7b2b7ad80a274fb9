-- each row is a dossier that form II.06a counts (received, status not 1 or 3, not deleted), with its days and flags as counted
-- The finish is finished_at, else returned_at, else refused_at; one before the receipt counts at the receipt.
-- Paid online: paid_online is 1 or 2 (from the first of days on, no day being recorded), or in basis city a successful request
-- through a portal on or before a day; a request without a time is not known to be paid by any day.
WITH dossier AS (
    SELECT d.*, coalesce(d.finished_at, d.returned_at, d.refused_at) AS ended_at
    FROM core.dossier AS d
    WHERE d.received_at IS NOT NULL AND d.status NOT IN (1, 3) AND NOT d.is_deleted
),
payment AS (
    SELECT
        r.basis, r.dossier_code,
        max(r.amount) AS largest_amount,
        min(CAST(r.transacted_at AS DATE)) FILTER (WHERE r.state = 'success' AND r.channel IN ('portal', 'province')) AS paid_on
    FROM core.payment_request AS r
    WHERE r.basis = 'city'
    GROUP BY r.basis, r.dossier_code
),
finished AS (
    SELECT
        d.basis, d.dossier_code, d.unit_code, d.channel, d.status, d.received_at, d.due_at, d.first_due_at,
        coalesce(d.sector_code, p.sector_code, '?') AS sector_code,
        d.procedure_code,
        coalesce(d.supplement_seconds, 0) AS supplement_seconds,
        CASE WHEN d.ended_at < d.received_at THEN d.received_at ELSE d.ended_at END AS finish_at,
        d.fee_amount,
        coalesce(d.fee_amount, y.largest_amount, 0) > 0 AS fee_due,
        CASE WHEN d.paid_online IN (1, 2) THEN DATE '0001-01-01' ELSE y.paid_on END AS paid_online_on,
        d.has_electronic_result, d.result_signed, d.has_digitised_component, d.reuses_data, d.from_personal_store,
        d.uses_population_data,
        coalesce(p.gives_result, true) AS gives_result
    FROM dossier AS d
    LEFT JOIN ref.procedure AS p ON p.procedure_code = d.procedure_code
    LEFT JOIN payment AS y ON y.basis = d.basis AND y.dossier_code = d.dossier_code
)
SELECT
    f.basis, f.dossier_code, f.unit_code, f.sector_code, f.procedure_code,
    CAST(f.received_at AS DATE) AS received_on,
    CAST(f.finish_at AS DATE) AS finished_on,
    CAST(f.due_at AS DATE) AS due_on,
    CAST(f.first_due_at AS DATE) AS first_due_on,
    coalesce(f.channel = 'online', false) AS is_online,
    f.status IN (5, 6) AS is_waiting,
    CASE
        WHEN f.finish_at IS NULL THEN NULL
        WHEN f.due_at IS NULL OR CAST(f.finish_at AS DATE) = CAST(f.due_at AS DATE) THEN 'on_time'
        WHEN CAST(f.finish_at AS DATE) < CAST(f.due_at AS DATE) THEN 'early'
        ELSE 'late'
    END AS outcome,
    CAST(greatest(floor(epoch(f.finish_at)) - floor(epoch(f.received_at)) - f.supplement_seconds, 0) AS BIGINT) AS processing_seconds,
    CAST(w.ordinal - r.ordinal AS BIGINT) AS processing_working_days,
    f.fee_amount AS own_fee_amount, f.fee_due, f.paid_online_on,
    f.has_electronic_result, f.result_signed, f.has_digitised_component, f.reuses_data, f.from_personal_store,
    f.uses_population_data, f.gives_result
FROM finished AS f
LEFT JOIN ref.working_day AS r ON r.date = CAST(f.received_at AS DATE)
LEFT JOIN ref.working_day AS w ON w.date = CAST(f.finish_at AS DATE)
