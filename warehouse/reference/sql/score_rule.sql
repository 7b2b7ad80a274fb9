-- each row is how one indicator earns points in the 766 set
INSERT INTO ref.score_rule
SELECT
    indicator_id, group_code, CAST(max_points AS DOUBLE), CAST(full_at AS DOUBLE), CAST(score_when_none AS DOUBLE), standing, counted
FROM reference_rows;
