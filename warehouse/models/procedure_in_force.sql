-- each row is a unit (descendants included) with how many procedures in force on a period's cut it carries out, and how many are what
-- In force: valid_from <= cut < valid_to. Counted as changes by day and added up over the days, so that no procedure meets every period.
-- Reads scope_period, procedure_carrier, procedure_unit_carrier. Units without a procedure in force have no row.
WITH catalogued AS (
    SELECT
        p.procedure_code,
        coalesce(p.valid_from, DATE '0001-01-01') AS first_day,
        coalesce(p.valid_to, DATE '9999-12-31') AS day_after,
        greatest(p.made_public_on, coalesce(p.valid_from, DATE '0001-01-01')) AS public_day,
        coalesce(p.service_level IN ('full', 'partial'), false) AS is_online,
        coalesce(p.service_level = 'full', false) AS is_full,
        coalesce(p.is_eligible_full, false) AS is_eligible_full,
        coalesce(p.has_fee, false) AS has_fee,
        coalesce(p.has_electronic_process, false) AS has_electronic_process,
        coalesce(p.is_on_portal, false) AS is_on_portal,
        coalesce(p.has_full_content, false) AS has_full_content,
        p.made_public_on IS NOT NULL AS is_ever_public
    FROM ref.procedure AS p
),
change AS ( -- each row is a day on which a procedure enters (1) or leaves (-1) those in force, or those in force and public
    SELECT c.*, c.first_day AS day, 1 AS in_force, 0 AS public FROM catalogued AS c WHERE c.first_day < c.day_after
    UNION ALL
    SELECT c.*, c.day_after AS day, -1 AS in_force, 0 AS public FROM catalogued AS c WHERE c.first_day < c.day_after
    UNION ALL
    SELECT c.*, c.public_day AS day, 0 AS in_force, 1 AS public FROM catalogued AS c WHERE c.is_ever_public AND c.public_day < c.day_after
    UNION ALL
    SELECT c.*, c.day_after AS day, 0 AS in_force, -1 AS public FROM catalogued AS c WHERE c.is_ever_public AND c.public_day < c.day_after
),
part AS (
    SELECT
        k.carrier, h.day,
        sum(h.in_force) AS procedures,
        sum(CASE WHEN h.is_eligible_full THEN h.in_force ELSE 0 END) AS eligible,
        sum(CASE WHEN h.is_eligible_full AND h.is_full THEN h.in_force ELSE 0 END) AS eligible_full,
        sum(CASE WHEN h.is_online THEN h.in_force ELSE 0 END) AS online,
        sum(CASE WHEN h.is_online AND h.is_on_portal THEN h.in_force ELSE 0 END) AS online_on_portal,
        sum(CASE WHEN h.has_fee THEN h.in_force ELSE 0 END) AS with_fee,
        sum(CASE WHEN h.has_electronic_process THEN h.in_force ELSE 0 END) AS with_electronic_process,
        sum(h.public) AS made_public,
        sum(CASE WHEN h.has_full_content THEN h.public ELSE 0 END) AS full_content
    FROM change AS h
    JOIN procedure_carrier AS k ON k.procedure_code = h.procedure_code
    GROUP BY k.carrier, h.day
    UNION ALL
    SELECT k.carrier, p.cut AS day, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM (SELECT DISTINCT carrier FROM procedure_carrier) AS k
    CROSS JOIN (SELECT DISTINCT cut FROM scope_period) AS p
),
running AS ( -- each row is a carrier with its procedures on a day; the rows of one day have equal totals
    SELECT
        carrier, day,
        sum(procedures) OVER up_to_day AS procedures,
        sum(eligible) OVER up_to_day AS eligible,
        sum(eligible_full) OVER up_to_day AS eligible_full,
        sum(online) OVER up_to_day AS online,
        sum(online_on_portal) OVER up_to_day AS online_on_portal,
        sum(with_fee) OVER up_to_day AS with_fee,
        sum(with_electronic_process) OVER up_to_day AS with_electronic_process,
        sum(made_public) OVER up_to_day AS made_public,
        sum(full_content) OVER up_to_day AS full_content
    FROM part
    WINDOW up_to_day AS (PARTITION BY carrier ORDER BY day)
),
on_cut AS (
    SELECT DISTINCT r.* FROM running AS r JOIN scope_period AS p ON p.cut = r.day
)
SELECT
    p.period_no, u.unit_code,
    CAST(sum(r.procedures) AS BIGINT) AS procedures,
    CAST(sum(r.eligible) AS BIGINT) AS eligible,
    CAST(sum(r.eligible_full) AS BIGINT) AS eligible_full,
    CAST(sum(r.online) AS BIGINT) AS online,
    CAST(sum(r.online_on_portal) AS BIGINT) AS online_on_portal,
    CAST(sum(r.with_fee) AS BIGINT) AS with_fee,
    CAST(sum(r.with_electronic_process) AS BIGINT) AS with_electronic_process,
    CAST(sum(r.made_public) AS BIGINT) AS made_public,
    CAST(sum(r.full_content) AS BIGINT) AS full_content
FROM on_cut AS r
JOIN scope_period AS p ON p.cut = r.day
JOIN procedure_unit_carrier AS u ON u.carrier = r.carrier
GROUP BY p.period_no, u.unit_code
HAVING sum(r.procedures) > 0
