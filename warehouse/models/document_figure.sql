-- each row is what the documents of one unit (its descendants included) showed in one period, for indicators Đ01 to Đ05
-- NĐ 30/2020/NĐ-CP art. 5.1 (signatures of the person and of the agency), 18.1 (issued by the working day after signing)
-- and 21.2c (acknowledged on the day of arrival). Secret documents are outside every rate. A flag that is not known is
-- never in a numerator. Reads scope_period.
WITH period_day AS (
    SELECT p.period_no, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
document AS (
    SELECT d.*
    FROM core.document AS d
    WHERE NOT d.is_secret AND NOT d.is_deleted
),
day_count AS ( -- each row is a unit's own documents that fall on one day; each figure falls on a day of its own
    SELECT
        d.basis, d.unit_code, d.issued_on AS day,
        count(*) FILTER (WHERE d.direction = 'outgoing') AS outgoing,
        count(*) FILTER (WHERE d.direction = 'outgoing' AND d.signed_by_person AND d.signed_by_agency) AS fully_signed,
        count(*) FILTER (WHERE d.direction = 'outgoing' AND d.sent_electronically) AS sent_electronically,
        count(*) FILTER (WHERE d.direction = 'case') AS case_files,
        count(*) FILTER (WHERE d.direction = 'case' AND d.is_electronic AND d.signed_by_person) AS electronic_case_files,
        0 AS signed, 0 AS issued_in_time, 0 AS incoming, 0 AS acknowledged_in_time
    FROM document AS d
    WHERE d.direction IN ('outgoing', 'case') AND d.issued_on IS NOT NULL
    GROUP BY d.basis, d.unit_code, d.issued_on
    UNION ALL
    SELECT d.basis, d.unit_code, d.signed_on, 0, 0, 0, 0, 0, count(*), count(*) FILTER (WHERE d.issued_on <= next_day.date), 0, 0
    FROM document AS d
    LEFT JOIN ref.working_day AS signing ON signing.date = d.signed_on
    LEFT JOIN ref.working_day AS next_day ON next_day.is_working AND next_day.ordinal = signing.ordinal + 1
    WHERE d.direction = 'outgoing' AND d.signed_on IS NOT NULL
    GROUP BY d.basis, d.unit_code, d.signed_on
    UNION ALL
    SELECT d.basis, d.unit_code, d.received_on, 0, 0, 0, 0, 0, 0, 0, count(*), count(*) FILTER (WHERE d.acknowledged_on = d.received_on)
    FROM document AS d
    WHERE d.direction = 'incoming' AND d.received_on IS NOT NULL
    GROUP BY d.basis, d.unit_code, d.received_on
),
own AS (
    SELECT
        p.period_no, c.basis, c.unit_code,
        sum(c.outgoing) AS outgoing, sum(c.fully_signed) AS fully_signed, sum(c.sent_electronically) AS sent_electronically,
        sum(c.case_files) AS case_files, sum(c.electronic_case_files) AS electronic_case_files,
        sum(c.signed) AS signed, sum(c.issued_in_time) AS issued_in_time,
        sum(c.incoming) AS incoming, sum(c.acknowledged_in_time) AS acknowledged_in_time
    FROM day_count AS c
    JOIN period_day AS p ON p.day = c.day
    GROUP BY p.period_no, c.basis, c.unit_code
)
SELECT
    o.period_no, o.basis, a.ancestor_code AS unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    CAST(sum(o.outgoing) AS BIGINT) AS outgoing,
    CAST(sum(o.fully_signed) AS BIGINT) AS fully_signed,
    CAST(sum(o.sent_electronically) AS BIGINT) AS sent_electronically,
    CAST(sum(o.case_files) AS BIGINT) AS case_files,
    CAST(sum(o.electronic_case_files) AS BIGINT) AS electronic_case_files,
    CAST(sum(o.signed) AS BIGINT) AS signed,
    CAST(sum(o.issued_in_time) AS BIGINT) AS issued_in_time,
    CAST(sum(o.incoming) AS BIGINT) AS incoming,
    CAST(sum(o.acknowledged_in_time) AS BIGINT) AS acknowledged_in_time
FROM own AS o
JOIN ref.unit_ancestor AS a ON a.unit_code = o.unit_code
GROUP BY o.period_no, o.basis, a.ancestor_code
