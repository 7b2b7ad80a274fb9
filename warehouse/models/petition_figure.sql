-- each row is the petitions of one unit (its descendants included) in one period, for indicators C23a and C23b
-- QĐ 766/QĐ-TTg 5.2: to be answered by the 15th working day after receipt, a refusal by the 2nd, five working days more
-- when a supplement was requested. The deadline is one per petition, by the record as it stands; a petition that was
-- answered after the cut is unanswered there. Reads scope_period.
WITH period_day AS (
    SELECT p.period_no, p.cut, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
petition AS (
    SELECT p.basis, p.unit_code, p.received_on, p.answered_on, p.dislikes, deadline.date AS deadline_on
    FROM core.petition AS p
    LEFT JOIN ref.working_day AS receipt ON receipt.date = p.received_on
    LEFT JOIN ref.working_day AS deadline
        ON deadline.is_working
        AND deadline.ordinal
            = receipt.ordinal
            + CASE p.status WHEN 'refused' THEN 2 ELSE 15 END
            + CASE WHEN p.supplement_requested_on IS NULL THEN 0 ELSE 5 END
    WHERE NOT p.is_deleted
),
own AS (
    SELECT
        d.period_no, p.basis, p.unit_code,
        count(*) AS received,
        count(*) FILTER (
            WHERE p.answered_on <= p.deadline_on
                OR ((p.answered_on IS NULL OR p.answered_on > d.cut) AND d.cut <= p.deadline_on)
        ) AS received_in_time,
        0 AS answered, 0 AS answered_without_dislike
    FROM petition AS p
    JOIN period_day AS d ON d.day = p.received_on
    GROUP BY d.period_no, p.basis, p.unit_code
    UNION ALL
    SELECT d.period_no, p.basis, p.unit_code, 0, 0, count(*), count(*) FILTER (WHERE coalesce(p.dislikes, 0) = 0)
    FROM petition AS p
    JOIN period_day AS d ON d.day = p.answered_on
    GROUP BY d.period_no, p.basis, p.unit_code
)
SELECT
    o.period_no, o.basis, a.ancestor_code AS unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    CAST(sum(o.received) AS BIGINT) AS received,
    CAST(sum(o.received_in_time) AS BIGINT) AS received_in_time,
    CAST(sum(o.answered) AS BIGINT) AS answered,
    CAST(sum(o.answered_without_dislike) AS BIGINT) AS answered_without_dislike
FROM own AS o
JOIN ref.unit_ancestor AS a ON a.unit_code = o.unit_code
GROUP BY o.period_no, o.basis, a.ancestor_code
