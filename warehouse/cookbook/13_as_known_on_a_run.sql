-- each row is a run with the newest finished month as the warehouse knew it that night
-- Câu hỏi: Số của tháng trước, vào từng đêm, khi ấy được biết là bao nhiêu?
-- Question: What did each past night know of last month's figures?
-- Đọc kết quả: cùng một tháng, mỗi dòng theo phiên bản hồ sơ còn hiệu lực lúc chạy: số đổi là do nguồn gửi lại. Đêm chưa hết tháng chỉ tính đến ngày chốt của nó.
-- How to read: one month throughout, each row by the versions current at that run: it moves because sources sent again. A night within the month counts to its own as-of.
-- Cột / columns: run_id, as_of, received, resolved, resolved_late, late_rate
WITH month AS (
    SELECT max(f.period_start) AS first_day, max(f.period_end) AS last_day
    FROM mart.form_06a_period AS f
    CROSS JOIN ops.publication AS p
    WHERE f.period_kind = 'month' AND f.period_end <= p.as_of
),
known AS (
    SELECT
        r.run_id, r.as_of, CAST(v.received_at AS DATE) AS received_on, CAST(v.due_at AS DATE) AS due_on,
        CAST(greatest(coalesce(v.finished_at, v.returned_at, v.refused_at), v.received_at) AS DATE) AS finished_on,
        coalesce(v.finished_at, v.returned_at, v.refused_at) IS NOT NULL AS is_finished
    FROM ops.run AS r
    JOIN core.dossier_version AS v ON v.valid_from <= r.started_at AND (v.valid_to IS NULL OR v.valid_to > r.started_at)
    WHERE
        r.status IN ('published', 'kept') AND v.basis = 'city' AND v.received_at IS NOT NULL
        AND v.status NOT IN (1, 3) AND NOT v.is_deleted
),
counted AS (
    SELECT
        k.run_id, k.as_of,
        count(*) FILTER (WHERE k.received_on BETWEEN m.first_day AND least(m.last_day, k.as_of)) AS received,
        count(*) FILTER (WHERE k.is_finished AND k.finished_on BETWEEN m.first_day AND least(m.last_day, k.as_of)) AS resolved,
        count(*) FILTER (
            WHERE k.is_finished AND k.finished_on BETWEEN m.first_day AND least(m.last_day, k.as_of) AND k.finished_on > k.due_on
        ) AS resolved_late
    FROM known AS k
    CROSS JOIN month AS m
    GROUP BY k.run_id, k.as_of
)
SELECT run_id, as_of, received, resolved, resolved_late, resolved_late / nullif(resolved, 0) AS late_rate
FROM counted
ORDER BY run_id;
