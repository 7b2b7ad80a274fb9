-- each row is a kind of disagreement between dossiers and payments in one unit
-- Câu hỏi: Hồ sơ và thanh toán lệch nhau ở đâu, bao nhiêu tiền?
-- Question: Where do dossiers and payments disagree, and over how much money?
-- Đọc kết quả: paid_without_transaction: hồ sơ ghi đã trả mà không có giao dịch; transaction_without_dossier: ngược lại. Từng hồ sơ: mart.payment_reconciliation.
-- How to read: paid_without_transaction: the dossier says paid and no request succeeded; transaction_without_dossier: the reverse. One by one: mart.payment_reconciliation.
-- Cột / columns: unit_code, name, kind, dossiers, fee_amount, paid_amount, difference
SELECT
    r.unit_code, u.name, r.kind, count(*) AS dossiers,
    CAST(sum(coalesce(r.fee_amount, 0)) AS BIGINT) AS fee_amount,
    CAST(sum(coalesce(r.paid_amount, 0)) AS BIGINT) AS paid_amount,
    CAST(sum(coalesce(r.paid_amount, 0) - coalesce(r.fee_amount, 0)) AS BIGINT) AS difference
FROM mart.payment_reconciliation AS r
LEFT JOIN ref.unit AS u ON u.unit_code = r.unit_code
GROUP BY ALL
ORDER BY abs(difference) DESC, r.unit_code, r.kind;
