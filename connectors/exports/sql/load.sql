-- each row is a record of the file, its cells cleaned; `cells` holds all of them where the record may be no data at all
CREATE OR REPLACE TEMP TABLE {{ table }} AS
WITH given AS (
    SELECT
        {{ "row_number" if is_tidy else "CAST(NULL AS BIGINT) AS row_number" }},
        {% for place in range(width) %}
        {% if place in named %}{{ cleaned("p" ~ place) }} AS p{{ place }}{% else %}p{{ place }}{% endif %},
        {% endfor %}
    FROM read_csv(
        $path,
        columns = { {% if is_tidy %}'grid': 'INTEGER', 'row_number': 'BIGINT', {% endif %}
            {% for place in range(width) %}'p{{ place }}': 'VARCHAR'{{ ", " if not loop.last }}{% endfor %} },
        delim = $delimiter,
        quote = $quote, escape = $quote, comment = '', nullstr = '', encoding = 'utf-8', compression = 'none',
        auto_detect = false, header = false, skip = 0, null_padding = true, strict_mode = true, ignore_errors = false
    )
    {% if is_tidy %}WHERE grid = $grid{% endif %}
),
trimmed AS (
    SELECT
        row_number,
        {% for place in range(width) %}
        {% if place in named %}
        CASE WHEN starts_with(p{{ place }}, ' ') OR ends_with(p{{ place }}, ' ') OR p{{ place }} = ''
             THEN nullif(trim(p{{ place }}), '') ELSE p{{ place }} END AS p{{ place }},
        {% elif place < heading_width %}
        p{{ place }},
        {% endif %}
        {% endfor %}
        {% if heading_width < width %}
        nullif(trim({{ cleaned("concat_ws(' ', " ~ places(heading_width, width) ~ ")") }}), '') AS extra_cells
        {% else %}
        CAST(NULL AS VARCHAR) AS extra_cells
        {% endif %}
    FROM given
)
SELECT
    row_number,
    {% for place, name in named.items() %}
    p{{ place }} AS "{{ name }}",
    {% endfor %}
    extra_cells,
    CASE
        WHEN p{{ key_place }} IS NULL
            OR NOT regexp_matches(p{{ key_place }}, '[0-9]')
            OR contains(p{{ key_place }}, ' ')
                AND regexp_matches(p{{ key_place }}, '(^|[^0-9\pL])\pL{2,}([^0-9\pL]|$)')
            OR list_contains($key_texts, p{{ key_place }})
            {% if key_place > 0 %}
            -- a totals row may have its label before the key and its count under it
            OR regexp_matches(concat_ws(' ', {{ places(0, key_place) }}), '(?i)^\W*(t.{1,3}ng|c.{1,3}ng|total|grand|l.{1,2}y)\b')
            {% endif %}
        THEN [{{ places(0, heading_width) }}]
    END AS cells
FROM trimmed
