-- each row is the payment requests of one unit (its descendants included) through one channel (NULL: unknown) in one period
-- By the date and the unit of the deciding attempt; a request without a time falls in no period. Reads scope_period.
WITH period_day AS (
    SELECT p.period_no, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
by_day AS (
    SELECT
        CAST(r.transacted_at AS DATE) AS day, r.unit_code, r.channel,
        count(*) AS requests,
        count(*) FILTER (WHERE r.state = 'success') AS succeeded,
        count(*) FILTER (WHERE r.state = 'pending') AS pending,
        count(*) FILTER (WHERE r.state = 'failed') AS failed,
        count(*) FILTER (WHERE r.state = 'refunded') AS refunded,
        count(*) FILTER (WHERE r.state = 'cancelled') AS cancelled,
        CAST(sum(CASE WHEN r.state = 'success' THEN r.amount ELSE 0 END) AS BIGINT) AS amount_succeeded,
        CAST(sum(CASE WHEN r.state = 'refunded' THEN r.amount ELSE 0 END) AS BIGINT) AS amount_refunded
    FROM core.payment_request AS r
    WHERE r.basis = 'city'
    GROUP BY CAST(r.transacted_at AS DATE), r.unit_code, r.channel
),
by_unit AS (
    SELECT
        p.period_no, d.unit_code, d.channel,
        CAST(sum(d.requests) AS BIGINT) AS requests,
        CAST(sum(d.succeeded) AS BIGINT) AS succeeded,
        CAST(sum(d.pending) AS BIGINT) AS pending,
        CAST(sum(d.failed) AS BIGINT) AS failed,
        CAST(sum(d.refunded) AS BIGINT) AS refunded,
        CAST(sum(d.cancelled) AS BIGINT) AS cancelled,
        CAST(sum(d.amount_succeeded) AS BIGINT) AS amount_succeeded,
        CAST(sum(d.amount_refunded) AS BIGINT) AS amount_refunded
    FROM by_day AS d
    JOIN period_day AS p ON p.day = d.day
    GROUP BY p.period_no, d.unit_code, d.channel
)
SELECT
    p.period_kind, p.period_start, a.ancestor_code AS unit_code, u.channel,
    CAST(sum(u.requests) AS BIGINT) AS requests,
    CAST(sum(u.succeeded) AS BIGINT) AS succeeded,
    CAST(sum(u.pending) AS BIGINT) AS pending,
    CAST(sum(u.failed) AS BIGINT) AS failed,
    CAST(sum(u.refunded) AS BIGINT) AS refunded,
    CAST(sum(u.cancelled) AS BIGINT) AS cancelled,
    CAST(sum(u.amount_succeeded) AS BIGINT) AS amount_succeeded,
    CAST(sum(u.amount_refunded) AS BIGINT) AS amount_refunded
FROM by_unit AS u
JOIN ref.unit_ancestor AS a ON a.unit_code = u.unit_code
JOIN scope_period AS p ON p.period_no = u.period_no
GROUP BY p.period_kind, p.period_start, a.ancestor_code, u.channel
