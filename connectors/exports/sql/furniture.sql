-- each row is a record below the heading that is no data: a blank row, a totals row, the heading once more, or a line of
-- the signature block. What is not surely one of these is data, and stays. The table begins below the heading.
WITH candidate AS (
    SELECT row_number, extra_cells, cells FROM {{ table }} WHERE cells IS NOT NULL
),
cell AS (
    SELECT row_number, place, text, folded, $kinds[place] AS kind, $words[place] AS words, $page_head[place] AS page_head
    FROM (
        SELECT row_number, place, text,
            trim(regexp_replace(
                lower(translate(strip_accents(nfc_normalize(text)), 'ĐđÐð', 'dddd')), '[^a-z0-9]+', ' ', 'g')) AS folded
        FROM (SELECT row_number, unnest(cells) AS text, generate_subscripts(cells, 1) AS place FROM candidate)
    )
    WHERE trim(translate(text, chr(160) || chr(9), '  ')) <> ''
),
judged_cell AS (
    SELECT *,
        CASE kind
            WHEN 'date' THEN regexp_matches(text,
                '^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{14}$|\d{5}([.,]\d+)?$)')
            WHEN 'word' THEN list_contains(words, folded) AND NOT regexp_full_match(folded, '[0-9]+')
            WHEN 'code' THEN regexp_matches(text, '[0-9]')
                AND regexp_full_match(text, '[0-9A-Za-zĐđ]+([._/-][0-9A-Za-zĐđ]+)+')
            ELSE false
        END AS is_readable,
        -- Tổng cộng, Tổng số hồ sơ, Cộng, Tổng cộng: 123 hồ sơ; but Tổng công ty, Tống Thị and Công are names
        regexp_full_match(folded,
            '(grand )?(tong cong|tong so|tong|cong|total|luy ke)( (so|ho so|thu tuc|tien|phi|le phi|trang|muc|nhom|[ivx]+'
            || '|[0-9]+( (ho so|thu tuc|giao dich|van ban|luot|dong|vnd))?))*')
            AND (regexp_full_match(text, '[\x00-\x7F]*')
                OR regexp_matches(lower(nfc_normalize(text)), '^\W*(tổng|cộng|lũy|luỹ)')) AS is_total,
        regexp_matches(folded,
            '(^| )ngay( [0-9]+)? thang( [0-9]+)? nam( |$)'
            || '|^(nguoi|can bo|cong chuc|chuyen vien) (lap|tong hop|bao cao|ky|kiem|in|xuat)( |$)|^(lap|nguoi) (bieu|bang)'
            || '|(^| )ghi ro ho|(^| )ky ten( |$)|(^| )dong dau( |$)|^da ky( |$)'
            || '|^(thu truong|lanh dao|giam doc|pho giam doc|chu tich|pho chu tich|truong phong|pho truong phong|pho phong'
            || '|chanh van phong|pho chanh van phong|ke toan|truong ban|phu trach)( |$)|^(kt|tm|tl|tuq) '
            || '|^(noi nhan|luu vt|luu|ghi chu|bang chu|so tien bang chu|nguon|don vi tinh|ban in|xac nhan|phe duyet)( |$)'
            || '|^trang [0-9]+|^(in|xuat|lap) (luc|ngay)( |$)|^(ngay|gio|thoi gian) (in|xuat|lap|ket xuat|tao)( |$)'
            || '|^khong (co|tim thay) (du lieu|ho so|ban ghi)|^so lieu (tinh|den)( |$)') AS is_phrase
    FROM cell
),
record AS (
    SELECT row_number,
        count(*) FILTER (kind <> '') AS filled,
        count(*) FILTER (is_readable) AS readable,
        arg_min(is_total, place) AS begins_as_total,
        arg_min(kind, place) = 'key' AS begins_with_key,
        bool_or(is_total) AS has_total,
        bool_or(is_phrase) AS has_phrase,
        bool_and(list_contains(page_head, folded)) AND count(*) > 1 AS is_heading,
        max(text) FILTER (kind = 'key') AS key_text,
        coalesce(bool_or(kind = 'key' AND regexp_matches(text, '[0-9]') AND NOT is_phrase
            AND NOT regexp_matches(folded, '[a-z]{2,}.* [a-z]{2,}')), false) AS has_code
    FROM judged_cell
    GROUP BY row_number
),
judged AS (
    SELECT candidate.row_number, has_phrase, readable, filled, has_code,
        coalesce(filled, 0) = 0 AND extra_cells IS NULL AS is_blank,
        coalesce(is_heading, false) AS is_heading,
        coalesce(
            -- under a totals label the key column may hold the count, never a code
            (begins_as_total AND readable < 2
                AND (begins_with_key OR key_text IS NULL OR contains(key_text, ' ') OR regexp_full_match(key_text, '[0-9.,]+')))
            OR (has_total AND readable = 0 AND key_text IS NULL), false) AS is_total
    FROM candidate LEFT JOIN record USING (row_number)
),
weighed AS (
    SELECT *,
        is_blank OR is_heading OR is_total AS is_surely_furniture,
        NOT (is_blank OR is_heading OR is_total)
            AND (has_code OR readable >= 2 OR (readable = 1 AND (filled >= 3 OR NOT has_phrase))) AS is_surely_data,
        NOT (is_blank OR is_heading OR is_total) AND NOT has_phrase AND filled >= $enough_cells AS is_likely_data
    FROM judged
),
-- the signature block begins after the last row of data; likely data below a signature phrase is names of signers
last_sure AS (
    SELECT greatest(
        $heading_row,
        (SELECT max(row_number) FROM {{ table }} WHERE cells IS NULL),
        (SELECT max(row_number) FROM weighed WHERE is_surely_data)) AS row_number
),
first_phrase AS (
    SELECT min(row_number) AS row_number FROM weighed
    WHERE has_phrase AND row_number > (SELECT row_number FROM last_sure)
),
last_data AS (
    SELECT greatest(
        (SELECT row_number FROM last_sure),
        (SELECT max(row_number) FROM weighed
         WHERE is_likely_data
            AND row_number < coalesce((SELECT row_number FROM first_phrase), 9223372036854775807))) AS row_number
),
-- it begins with a phrase, a totals row or a blank row (where blank rows are left out, with a gap)
below AS (
    SELECT row_number, is_surely_furniture OR has_phrase
        OR row_number > 1 + coalesce(
            lag(row_number) OVER (ORDER BY row_number), (SELECT row_number FROM last_data)) AS begins_block
    FROM weighed
    WHERE row_number > (SELECT row_number FROM last_data)
)
SELECT row_number FROM weighed WHERE is_surely_furniture
UNION
SELECT row_number FROM below WHERE row_number >= (SELECT min(row_number) FROM below WHERE begins_block)
