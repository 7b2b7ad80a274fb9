-- each row is a document that counts in the period, with what it counts for (0 or 1)
SELECT
    d.document_id, d.unit_code, d.kind AS document_kind, d.direction, d.signed_on, d.issued_on, d.received_on, d.acknowledged_on,
    d.signed_by_person, d.signed_by_agency, d.signing_method, d.sent_electronically AS is_sent_electronically, d.is_electronic,
    f.* EXCLUDE (period_no, basis, unit_code, procedure_code)
FROM document_figure AS f
JOIN core.document AS d ON d.basis = f.basis AND d.document_id = f.unit_code
