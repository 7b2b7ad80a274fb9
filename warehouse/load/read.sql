-- How a cell's text becomes a value. NULL means "cannot be read": a non-empty cell then sends its row to quarantine.
-- DuckDB's own dialect: reading is not part of the models that a second engine runs.

-- a word without case, accents, đ and double blanks, as it is compared with the contract's words
CREATE OR REPLACE TEMP MACRO fold(cell) AS
    trim(regexp_replace(lower(replace(replace(strip_accents(nfc_normalize(cell)), 'Đ', 'D'), 'đ', 'd')), '\s+', ' ', 'g'));

-- an instant with an offset, turned to local time (+07:00 all year)
CREATE OR REPLACE TEMP MACRO read_offset_instant(cell) AS
    try_cast(regexp_extract(cell, '^(.*?)\s*(Z|[+-]\d{2}:?\d{2})$', 1) AS TIMESTAMP)
    + to_minutes(7 * 60 - CASE WHEN cell LIKE '%Z' THEN 0 ELSE
        CAST(regexp_extract(cell, '([+-]\d{2}):?\d{2}$', 1) AS INTEGER) * 60
        + CAST(regexp_extract(cell, '([+-])\d{2}:?\d{2}$', 1) || regexp_extract(cell, '[+-]\d{2}:?(\d{2})$', 1) AS INTEGER)
      END);

-- days since 30 December 1899, as Excel keeps dates; rounded to the second
CREATE OR REPLACE TEMP MACRO read_excel_serial(cell) AS
    TIMESTAMP '1899-12-30' + to_seconds(CAST(round(CAST(replace(cell, ',', '.') AS DOUBLE) * 86400) AS BIGINT));

-- any accepted spelling of an instant, whatever the year; trying one format after the other takes time
CREATE OR REPLACE TEMP MACRO read_rare_instant(cell) AS
    coalesce(
        try_strptime(cell, ['%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y', '%d-%m-%Y', '%d-%m-%Y %H:%M', '%d-%m-%Y %H:%M:%S', '%d/%m/%Y %I:%M:%S %p']),
        CASE
            WHEN regexp_full_match(cell, '\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}([.]\d{1,9})?)?)?') THEN try_cast(cell AS TIMESTAMP)
            WHEN regexp_full_match(cell, '\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}([.]\d{1,9})?)?\s*(Z|[+-](0\d|1[0-4]):?[0-5]\d)') THEN read_offset_instant(cell)
            WHEN regexp_full_match(cell, '\d{14}') THEN try_strptime(cell, '%Y%m%d%H%M%S')
            WHEN regexp_full_match(cell, '\d{12}') THEN try_strptime(cell, '%Y%m%d%H%M')
            WHEN regexp_full_match(cell, '\d{8}') THEN try_strptime(cell, '%Y%m%d')
            WHEN regexp_full_match(cell, '\d{5}([.,]\d+)?') THEN read_excel_serial(cell)
        END);

-- the same; most cells are of a length that tells their format, and are read in one go
CREATE OR REPLACE TEMP MACRO read_any_instant(cell) AS
    coalesce(
        CASE strlen(cell)
            WHEN 19 THEN CASE WHEN cell LIKE '____-%' THEN try_strptime(cell, '%Y-%m-%d %H:%M:%S') ELSE try_strptime(cell, '%d/%m/%Y %H:%M:%S') END
            WHEN 16 THEN try_strptime(cell, '%d/%m/%Y %H:%M')
            WHEN 14 THEN try_strptime(cell, '%Y%m%d%H%M%S')
            WHEN 10 THEN try_strptime(cell, '%d/%m/%Y')
        END,
        read_rare_instant(cell));

-- unreadable before 2010 or more than ten years after as-of
CREATE OR REPLACE TEMP MACRO within_range(instant) AS
    CASE WHEN instant >= getvariable('earliest') AND instant < getvariable('latest') THEN instant END;

CREATE OR REPLACE TEMP MACRO read_instant(cell) AS within_range(read_any_instant(cell));

-- whether the text says a day and no time
CREATE OR REPLACE TEMP MACRO is_day_only(cell) AS
    NOT contains(cell, ':') AND NOT regexp_full_match(cell, '\d{12}(\d{2})?|\d{5}[.,]\d*[1-9]\d*');

-- a due date without a time means the end of that day
CREATE OR REPLACE TEMP MACRO read_due(cell) AS
    read_instant(cell) + CASE WHEN is_day_only(cell) THEN INTERVAL '23:59:59' ELSE INTERVAL 0 SECOND END;

-- both for columns where every cell is shaped dd/MM/yyyy or dd/MM/yyyy HH:mm (see instants.py)
CREATE OR REPLACE TEMP MACRO read_plain_instant(cell) AS
    within_range(CASE strlen(cell)
        WHEN 16 THEN try_strptime(cell, '%d/%m/%Y %H:%M') WHEN 10 THEN try_strptime(cell, '%d/%m/%Y') END);
CREATE OR REPLACE TEMP MACRO read_plain_due(cell) AS
    read_plain_instant(cell) + CASE strlen(cell) WHEN 10 THEN INTERVAL '23:59:59' ELSE INTERVAL 0 SECOND END;

-- `.` between thousands and `,` before decimals; a lone `.` that cannot part thousands is a decimal point
CREATE OR REPLACE TEMP MACRO read_number(cell) AS
    try_cast(CASE
        WHEN regexp_full_match(cell, '[-+]?[1-9]\d{0,2}([.]\d{3})+(,\d+)?') THEN replace(replace(cell, '.', ''), ',', '.')
        WHEN regexp_full_match(cell, '[-+]?\d{1,3}(,\d{3}){2,}') THEN replace(cell, ',', '')
        WHEN regexp_full_match(cell, '[-+]?\d{1,15}(,\d+)?') THEN replace(cell, ',', '.')
        WHEN regexp_full_match(cell, '[-+]?\d{1,15}[.]\d+') THEN cell
    END AS DOUBLE);

CREATE OR REPLACE TEMP MACRO read_integer(cell) AS
    CASE WHEN read_number(cell) = floor(read_number(cell)) AND abs(read_number(cell)) < 9e15 THEN CAST(read_number(cell) AS BIGINT) END;

-- whole đồng; the word đồng may follow
CREATE OR REPLACE TEMP MACRO read_money(cell) AS
    read_integer(regexp_replace(cell, '\s*(đồng|đ|vnđ|vnd)$', '', 'i'));

-- hours as the source writes them, kept as whole seconds; more than a century is no waiting time
CREATE OR REPLACE TEMP MACRO read_hours(cell) AS
    CASE WHEN abs(read_number(cell)) < 1e6 THEN CAST(round(read_number(cell) * 3600) AS BIGINT) END;

-- codes carry no blanks (staging has made every kind of blank a space) and no lower case
CREATE OR REPLACE TEMP MACRO read_code(cell) AS upper(replace(cell, ' ', ''));

-- `d.dddddd` out of its spellings; a number cell of Excel comes with a comma and without its last zeros
CREATE OR REPLACE TEMP MACRO read_procedure(cell) AS
    CASE
        WHEN regexp_matches(cell, '^\s*\d[.]\d{6}([^0-9]|$)') THEN regexp_extract(cell, '(\d[.]\d{6})', 1)
        WHEN regexp_full_match(cell, '\d,\d{1,6}') THEN rpad(replace(cell, ',', '.'), 8, '0')
        ELSE read_code(cell)
    END;

-- HMAC-SHA-256 (RFC 2104) of a text, its first 128 bits as 32 hexadecimal digits
CREATE OR REPLACE TEMP MACRO keyed_hash(message) AS
    left(sha256(getvariable('outer_pad') || unhex(sha256(getvariable('inner_pad') || encode(message)))), 32);

-- a person's name as it is hashed: lower case, single blanks (staging has made it NFC and trimmed it)
CREATE OR REPLACE TEMP MACRO person_name(cell) AS
    lower(CASE WHEN contains(cell, '  ') THEN regexp_replace(cell, ' +', ' ', 'g') ELSE cell END);

-- the agency code inside a dossier code
CREATE OR REPLACE TEMP MACRO agency_code(dossier_code) AS
    nullif(regexp_extract(dossier_code, '^([0-9A-Z][0-9A-Z.]*)-\d{6}-\d{4,7}$', 1), '');

CREATE OR REPLACE TEMP MACRO period_body(cell) AS regexp_replace(fold(cell), '^bc *', '');

-- a period of a return as `BC|2026|Q3`: calendar or report (BC), year, part (month 01-12, Q1-Q4, H1, 9M, nothing for a year)
CREATE OR REPLACE TEMP MACRO read_period(cell) AS
    CASE WHEN starts_with(fold(cell), 'bc') THEN 'BC|' ELSE '|' END || (
        CASE
            WHEN regexp_full_match(period_body(cell), '\d{4}-\d{1,2}') THEN left(period_body(cell), 4) || '|' || lpad(substr(period_body(cell), 6), 2, '0')
            WHEN regexp_full_match(period_body(cell), '(thang )?\d{1,2}( nam |/| / )\d{4}')
                THEN right(period_body(cell), 4) || '|' || lpad(regexp_extract(period_body(cell), '(\d{1,2})', 1), 2, '0')
            WHEN regexp_full_match(period_body(cell), '\d{4}-(q[1-4]|h1|9m)') THEN left(period_body(cell), 4) || '|' || upper(substr(period_body(cell), 6))
            WHEN regexp_full_match(period_body(cell), 'quy ([1-4]|iv|i{1,3})( nam |/| / )\d{4}')
                THEN right(period_body(cell), 4) || '|Q' || CASE regexp_extract(period_body(cell), 'quy ([1-4]|iv|i{1,3})', 1)
                    WHEN 'i' THEN '1' WHEN 'ii' THEN '2' WHEN 'iii' THEN '3' WHEN 'iv' THEN '4'
                    ELSE regexp_extract(period_body(cell), 'quy ([1-4])', 1) END
            WHEN regexp_full_match(period_body(cell), '(nam )?\d{4}') THEN right(period_body(cell), 4) || '|'
        END);

-- first calendar month of a period, NULL where the text names none (a thirteenth month, a half year of the calendar)
CREATE OR REPLACE TEMP MACRO read_period_month(cell) AS
    try_cast(string_split(read_period(cell), '|')[2] || '-' || CASE
        WHEN string_split(read_period(cell), '|')[3] IN ('', 'Q1') THEN '01'
        WHEN string_split(read_period(cell), '|')[3] IN ('H1', '9M') THEN CASE WHEN read_period(cell) LIKE 'BC%' THEN '01' END
        WHEN string_split(read_period(cell), '|')[3] = 'Q2' THEN '04'
        WHEN string_split(read_period(cell), '|')[3] = 'Q3' THEN '07'
        WHEN string_split(read_period(cell), '|')[3] = 'Q4' THEN '10'
        ELSE string_split(read_period(cell), '|')[3]
    END || '-01' AS DATE);
CREATE OR REPLACE TEMP MACRO read_period_months(cell) AS
    CASE
        WHEN string_split(read_period(cell), '|')[3] = '' THEN 12
        WHEN string_split(read_period(cell), '|')[3] = 'H1' THEN 6
        WHEN string_split(read_period(cell), '|')[3] = '9M' THEN 9
        WHEN string_split(read_period(cell), '|')[3] LIKE 'Q%' THEN 3
        ELSE 1
    END;
CREATE OR REPLACE TEMP MACRO read_period_kind(cell) AS
    CASE WHEN read_period_month(cell) >= getvariable('earliest') AND read_period_month(cell) < getvariable('latest') THEN
        CASE WHEN read_period(cell) LIKE 'BC%' THEN 'report_' ELSE '' END
        || CASE read_period_months(cell) WHEN 1 THEN 'month' WHEN 3 THEN 'quarter' WHEN 6 THEN 'half' WHEN 9 THEN 'nine_months' ELSE 'year' END
    END;
-- a report period runs from the 15th of the month before its first to the 14th of its last
CREATE OR REPLACE TEMP MACRO read_period_start(cell) AS
    CAST(CASE WHEN read_period(cell) LIKE 'BC%' THEN read_period_month(cell) - INTERVAL 1 MONTH + INTERVAL 14 DAY
         ELSE read_period_month(cell) END AS DATE);
CREATE OR REPLACE TEMP MACRO read_period_end(cell) AS
    CAST(CASE WHEN read_period(cell) LIKE 'BC%' THEN read_period_month(cell) + to_months(read_period_months(cell) - 1) + INTERVAL 13 DAY
         ELSE read_period_month(cell) + to_months(read_period_months(cell)) - INTERVAL 1 DAY END AS DATE);
