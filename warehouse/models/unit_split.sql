-- each row is an old unit of which only a part went into a unit: its figures stay its own and are nobody's predecessor's
SELECT old_unit.unit_code, new_unit.unit_code AS heir_code, m.share, m.valid_from AS split_on, m.source
FROM ref.commune_merge AS m
JOIN ref.unit AS old_unit
    ON old_unit.gso_code = m.old_gso_code AND old_unit.valid_to = m.valid_from AND old_unit.successor_code IS NULL
JOIN ref.unit AS new_unit
    ON new_unit.gso_code = m.new_gso_code
    AND (new_unit.valid_from IS NULL OR new_unit.valid_from <= m.valid_from)
    AND (new_unit.valid_to IS NULL OR new_unit.valid_to > m.valid_from)
WHERE m.share IN ('PART', 'REST')
