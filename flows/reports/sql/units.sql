-- each row is a unit as it stands on $on (its newest row where a code has several), in official order
SELECT
    unit_code,
    coalesce(name, unit_code) AS name,
    kind,
    parent_code,
    (valid_from IS NULL OR valid_from <= $on) AND (valid_to IS NULL OR valid_to > $on) AS in_force
FROM ref.unit
QUALIFY row_number() OVER (PARTITION BY unit_code ORDER BY valid_from DESC NULLS LAST, name) = 1
ORDER BY sort_order NULLS LAST, unit_code
