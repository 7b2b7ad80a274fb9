-- each row is the letters of apology for the late dossiers of one unit (its descendants included) in one period
-- NĐ 61/2018/NĐ-CP art. 19.9: a letter at least one day before the due date, a new appointment at most once.
-- Reading of C07, C07b and C07c: late dossiers are those that form II.06a of the same period counts as resolved late or
-- open overdue; letters and new appointments are those of these dossiers, told by the cut. A unit has apologies from the
-- first one that was told of a counted dossier of it or of a descendant: from then on it has a row in every period, also
-- one without late dossiers, and no return counts for it. Letters of one day for one dossier are one letter, appointments
-- to one day one appointment; an appointment without a letter's day counts from the receipt. Reads scope_period.
WITH period_day AS (
    SELECT p.period_no, p.cut, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
told AS ( -- each row is a letter, a new appointment or both
    SELECT c.basis, c.dossier_code, c.unit_code, a.sent_on, a.reappointed_on, coalesce(a.sent_on, c.received_on) AS told_on
    FROM core.apology AS a
    JOIN mart.counted_dossier AS c ON c.basis = a.basis AND c.dossier_code = a.dossier_code
    WHERE NOT a.is_deleted AND (a.sent_on IS NOT NULL OR a.reappointed_on IS NOT NULL)
),
first_told AS (
    SELECT t.basis, u.ancestor_code AS unit_code, min(t.told_on) AS day
    FROM told AS t
    JOIN ref.unit_ancestor AS u ON u.unit_code = t.unit_code
    GROUP BY t.basis, u.ancestor_code
),
dossier AS ( -- each row is a dossier with letters, numbered: counting by numbers is many times faster than by codes
    SELECT
        CAST(row_number() OVER (ORDER BY c.basis, c.dossier_code) AS INTEGER) AS dossier_no,
        c.basis, c.dossier_code, c.unit_code, c.received_on, c.finished_on, c.due_on, c.outcome
    FROM mart.counted_dossier AS c
    JOIN (SELECT DISTINCT basis, dossier_code FROM told) AS t ON t.basis = c.basis AND t.dossier_code = c.dossier_code
),
waiting AS (
    SELECT d.dossier_no, w.from_on, coalesce(w.until_on, DATE '9999-12-31') AS until_on
    FROM mart.waiting_span AS w
    JOIN dossier AS d ON d.basis = w.basis AND d.dossier_code = w.dossier_code
),
event AS ( -- each row is a letter or an appointment of a dossier, by its day
    SELECT DISTINCT
        d.dossier_no, t.told_on, 1 AS letters, CASE WHEN t.sent_on < d.due_on THEN 1 ELSE 0 END AS letters_in_time, 0 AS appointments
    FROM told AS t
    JOIN dossier AS d ON d.basis = t.basis AND d.dossier_code = t.dossier_code
    WHERE t.sent_on IS NOT NULL
    UNION ALL
    SELECT d.dossier_no, min(t.told_on) AS told_on, 0, 0, 1
    FROM told AS t
    JOIN dossier AS d ON d.basis = t.basis AND d.dossier_code = t.dossier_code
    WHERE t.reappointed_on IS NOT NULL
    GROUP BY d.dossier_no, t.reappointed_on
),
late AS ( -- each row is such a dossier resolved late in a period, or open and overdue at its cut
    SELECT p.period_no, p.cut, d.dossier_no
    FROM dossier AS d
    JOIN period_day AS p ON p.day = d.finished_on
    WHERE d.outcome = 'late'
    UNION ALL
    SELECT p.period_no, p.cut, d.dossier_no
    FROM dossier AS d
    JOIN scope_period AS p ON p.cut > d.due_on AND p.cut < coalesce(d.finished_on, DATE '9999-12-31')
    LEFT JOIN waiting AS w ON w.dossier_no = d.dossier_no AND w.from_on <= p.cut AND w.until_on > p.cut
    WHERE d.received_on <= p.cut AND w.dossier_no IS NULL
),
by_dossier AS (
    SELECT
        l.period_no, l.dossier_no,
        sum(e.letters) AS letters, sum(e.letters_in_time) AS letters_in_time, sum(e.appointments) AS appointments
    FROM late AS l
    JOIN event AS e ON e.dossier_no = l.dossier_no AND e.told_on <= l.cut
    GROUP BY l.period_no, l.dossier_no
),
by_unit AS (
    SELECT
        b.period_no, d.basis, u.ancestor_code AS unit_code,
        count(*) FILTER (WHERE b.letters > 0) AS late_with_letter,
        CAST(sum(b.letters) AS BIGINT) AS letters,
        CAST(sum(b.letters_in_time) AS BIGINT) AS letters_in_time,
        count(*) FILTER (WHERE b.appointments > 0) AS reappointed,
        count(*) FILTER (WHERE b.appointments = 1) AS reappointed_once
    FROM by_dossier AS b
    JOIN dossier AS d ON d.dossier_no = b.dossier_no
    JOIN ref.unit_ancestor AS u ON u.unit_code = d.unit_code
    GROUP BY b.period_no, d.basis, u.ancestor_code
)
SELECT
    p.period_no, f.basis, f.unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    coalesce(form.resolved_late + form.open_overdue, 0) AS late,
    coalesce(b.late_with_letter, 0) AS late_with_letter,
    coalesce(b.letters, 0) AS letters,
    coalesce(b.letters_in_time, 0) AS letters_in_time,
    coalesce(b.reappointed, 0) AS reappointed,
    coalesce(b.reappointed_once, 0) AS reappointed_once
FROM first_told AS f
JOIN scope_period AS p ON f.day <= p.cut
LEFT JOIN by_unit AS b ON b.period_no = p.period_no AND b.basis = f.basis AND b.unit_code = f.unit_code
LEFT JOIN dossier_figure AS form
    ON form.period_no = p.period_no AND form.basis = f.basis AND form.unit_code = f.unit_code AND form.procedure_code IS NULL
