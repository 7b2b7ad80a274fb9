-- each row is a dossier of the portal's copy that a score of the month counts; headings as officers read them, one place after the other
-- Reads counted_dossier_portal and counted_portal_rule_portal.
WITH counted AS (
    SELECT dossier_code FROM counted_dossier_portal
    UNION
    SELECT dossier_code FROM counted_portal_rule_portal
)
SELECT
    a.ancestor_code AS place_code, safe_cell(k.dossier_code) AS "Mã hồ sơ", safe_cell(u.name) AS "Đơn vị giải quyết", safe_cell(d.procedure_code) AS "Mã TTHC",
    day_text(CAST(d.received_at AS DATE)) AS "Ngày tiếp nhận", day_text(CAST(d.due_at AS DATE)) AS "Ngày hẹn trả",
    day_text(CAST(coalesce(d.finished_at, d.returned_at, d.refused_at) AS DATE)) AS "Ngày kết thúc",
    COLUMNS('/[0-9]{4}\)$')
FROM counted AS k
JOIN core.dossier AS d ON d.basis = 'portal' AND d.dossier_code = k.dossier_code
JOIN ref.unit_ancestor AS a ON a.unit_code = d.unit_code
LEFT JOIN counted_dossier_portal AS m ON m.dossier_code = k.dossier_code
LEFT JOIN counted_portal_rule_portal AS r ON r.dossier_code = k.dossier_code
LEFT JOIN unit_name AS u ON u.unit_code = d.unit_code
WHERE list_contains($place_codes, a.ancestor_code)
ORDER BY a.ancestor_code, d.received_at, k.dossier_code
