-- what the statements that read records share: a cell, a yes, a list with one that holds, an instant
{% macro text(field) %}{{ cleaned("d." ~ field) }}{% endmacro %}
{% macro cleaned(cell) %}nullif(trim(CASE WHEN regexp_matches({{ cell }}, '{{ unclean }}') -- cleaning every cell takes ten times as long
    THEN nfc_normalize(translate({{ cell }}, $signs, $cleaned)) ELSE {{ cell }} END), ''){% endmacro %}
{% macro is_yes(cell) %}coalesce(lower(trim({{ cell }})) IN ('1', 'true'), false){% endmacro %}
{% macro any_of(list, test) %}coalesce(len(list_filter({{ list }}, lambda x: {{ test }})) > 0, false){% endmacro %}
{% macro instant(cell) %}CASE WHEN regexp_full_match({{ cell }}, '\d{14}') THEN try_strptime({{ cell }}, '%Y%m%d%H%M%S') END{% endmacro %}
-- the records as JSON: those of a file, or those that one service gave among the answers that have been taken apart
{% macro records(layout) %}{% if layout == "answers" %}(SELECT json FROM sync_record WHERE service = $service){% else %}read_json_objects($path, format = '{{ layout }}', compression = 'uncompressed',
    ignore_errors = {{ "true" if layout == "newline_delimited" else "false" }}){% endif %}{% endmacro %}
