-- each row is a unit's return that counts for an asked unit in the period, with the file and row it came from
WITH origin AS ( -- each row is a return as it stands; of the certificates (Đ10) the one that counts on the cut
    SELECT r.basis, r.unit_code, r.indicator_id, r.period_start, r.period_end, v.source_file, v.source_row
    FROM core.unit_return AS r
    CROSS JOIN scope_period AS p
    LEFT JOIN core.unit_return_version AS v
        ON v.basis = r.basis AND v.source = r.source AND v.unit_code = r.unit_code AND v.indicator_id = r.indicator_id
        AND v.period_kind = r.period_kind AND v.period_start = r.period_start AND v.valid_to IS NULL
    WHERE
        NOT r.is_deleted AND r.denominator IS NOT NULL
        AND CASE WHEN r.indicator_id = 'Đ10' THEN r.period_end <= p.cut
                 ELSE r.period_kind = p.period_kind AND r.period_start = p.period_start END
    QUALIFY row_number() OVER (
        PARTITION BY r.basis, r.unit_code, r.indicator_id ORDER BY r.period_end DESC, r.period_start DESC, r.period_kind, r.source
    ) = 1
)
SELECT
    r.place_code, r.returned_id, r.unit_code, r.unit_code = r.place_code AS is_own_return, r.numerator, r.denominator, o.period_start,
    o.period_end, o.source_file, o.source_row
FROM asked_return AS r
LEFT JOIN origin AS o ON o.basis = r.basis AND o.unit_code = r.unit_code AND o.indicator_id = r.returned_id
