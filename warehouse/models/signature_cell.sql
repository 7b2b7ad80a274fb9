-- each row is the signing transactions of one signer of one unit with one provider and method, created in one period
-- signer_key is NULL where the source names nobody: such transactions are counted, a signer is not. Signers are numbered
-- first: counting by two numbers is many times faster than by names. Reads scope_period.
WITH period_day AS (
    SELECT p.period_no, w.date AS day
    FROM scope_period AS p
    JOIN ref.working_day AS w ON w.date BETWEEN p.period_start AND p.cut
),
signature AS (
    SELECT s.basis, s.unit_code, s.provider, s.method, s.signer_key, s.state, CAST(s.created_at AS DATE) AS day
    FROM core.signature AS s
    WHERE NOT s.is_deleted
),
signer AS (
    SELECT
        CAST(row_number() OVER (ORDER BY f.basis, f.unit_code, f.provider, f.method, f.signer_key) AS INTEGER) AS signer_no, f.*
    FROM (SELECT DISTINCT basis, unit_code, provider, method, signer_key FROM signature) AS f
),
day_count AS (
    SELECT
        r.signer_no, s.day,
        count(*) FILTER (WHERE s.state = 'completed') AS completed,
        count(*) FILTER (WHERE s.state = 'failed') AS failed,
        count(*) FILTER (WHERE s.state = 'expired') AS expired,
        count(*) FILTER (WHERE s.state = 'cancelled') AS cancelled,
        count(*) FILTER (WHERE s.state = 'pending') AS pending
    FROM signature AS s
    JOIN signer AS r
        ON r.basis = s.basis AND r.unit_code = s.unit_code AND r.provider IS NOT DISTINCT FROM s.provider
        AND r.method IS NOT DISTINCT FROM s.method AND r.signer_key IS NOT DISTINCT FROM s.signer_key
    GROUP BY r.signer_no, s.day
),
counted AS (
    SELECT
        p.period_no, d.signer_no,
        sum(d.completed) AS completed, sum(d.failed) AS failed, sum(d.expired) AS expired, sum(d.cancelled) AS cancelled,
        sum(d.pending) AS pending
    FROM day_count AS d
    JOIN period_day AS p ON p.day = d.day
    GROUP BY p.period_no, d.signer_no
)
SELECT
    c.period_no, r.basis, r.unit_code, r.provider, r.method, r.signer_key,
    CAST(c.completed AS BIGINT) AS completed,
    CAST(c.failed AS BIGINT) AS failed,
    CAST(c.expired AS BIGINT) AS expired,
    CAST(c.cancelled AS BIGINT) AS cancelled,
    CAST(c.pending AS BIGINT) AS pending
FROM counted AS c
JOIN signer AS r ON r.signer_no = c.signer_no
