-- what the files beside the pages share: a cell that a spreadsheet cannot run as a formula, days and flags as officers read them, one name per unit;
-- what a record counts for: Có in the numerator, Không in the denominator only, nothing where it does not count
CREATE OR REPLACE TEMP MACRO safe_cell(cell) AS CASE WHEN regexp_matches(cell, '^\s*[=+\-@]') THEN '''' || cell ELSE cell END;
CREATE OR REPLACE TEMP MACRO day_text(day) AS strftime(day, '%d/%m/%Y');
CREATE OR REPLACE TEMP MACRO yes_no(flag) AS CASE WHEN flag THEN 'Có' WHEN NOT flag THEN 'Không' END;
CREATE OR REPLACE TEMP MACRO counts(numerator, denominator) AS CASE WHEN numerator <> 0 THEN 'Có' WHEN denominator <> 0 THEN 'Không' END;
CREATE OR REPLACE TEMP TABLE unit_name AS
SELECT unit_code, coalesce(name, unit_code) AS name
FROM ref.unit
QUALIFY row_number() OVER (PARTITION BY unit_code ORDER BY valid_from DESC NULLS LAST, name) = 1;
