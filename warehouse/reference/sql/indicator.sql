-- each row is the definition of an indicator
INSERT INTO ref.indicator
SELECT
    indicator_id, clause, title_vi, title_en, unit_of_measure, basis, formula_vi, source, status,
    CAST(valid_from AS DATE), CAST(valid_to AS DATE), group_766, CAST(max_points AS DOUBLE)
FROM reference_rows;
