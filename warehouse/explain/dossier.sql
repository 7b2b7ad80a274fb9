-- each row is a dossier that counts in the period, with its figures of form II.06a and of the indicators (0 or 1; times as they are)
WITH request AS ( -- each row is the payment request that tells most of a dossier: one paid online, else the latest
    SELECT r.basis, r.dossier_code, r.state, r.channel, r.transacted_at
    FROM core.payment_request AS r
    JOIN asked_dossier AS a ON a.basis = r.basis AND a.dossier_code = r.dossier_code
    QUALIFY row_number() OVER (
        PARTITION BY r.basis, r.dossier_code
        ORDER BY
            coalesce(r.state = 'success' AND r.channel IN ('portal', 'province'), false) DESC,
            r.transacted_at DESC NULLS LAST, r.reference
    ) = 1
)
SELECT
    c.dossier_code, c.unit_code, c.procedure_code, d.channel, d.status, c.received_on, c.due_on, c.finished_on, c.outcome,
    c.is_waiting, c.processing_seconds / 86400.0 AS processing_days, c.fee_due, c.own_fee_amount, d.paid_online,
    nullif(c.paid_online_on, DATE '0001-01-01') AS paid_online_on, r.state AS request_state, r.channel AS request_channel,
    CAST(r.transacted_at AS DATE) AS requested_on, c.gives_result, c.has_electronic_result, c.result_signed,
    c.has_digitised_component, c.reuses_data, c.from_personal_store, c.uses_population_data,
    f.* EXCLUDE (period_no, basis, unit_code, procedure_code)
FROM dossier_figure AS f
JOIN mart.counted_dossier AS c ON c.basis = f.basis AND c.dossier_code = f.unit_code
JOIN core.dossier AS d ON d.basis = c.basis AND d.dossier_code = c.dossier_code
LEFT JOIN request AS r ON r.basis = c.basis AND r.dossier_code = c.dossier_code
