-- each row is a signing transaction created in the period, with what it counts for (0 or 1)
SELECT
    s.signature_id, s.unit_code, s.signer_key, s.provider, s.method, s.document_id, CAST(s.created_at AS DATE) AS created_on,
    s.state, f.completed, f.ended
FROM signature_figure AS f
JOIN core.signature AS s ON s.basis = f.basis AND s.signature_id = f.unit_code
