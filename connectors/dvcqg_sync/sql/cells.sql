-- what the statements that read records share: a cell, a yes, a list with one that holds, an instant
{% macro text(field) %}nullif(trim(CASE WHEN regexp_matches(d.{{ field }}, '{{ unclean }}') -- cleaning every cell takes ten times as long
    THEN nfc_normalize(translate(d.{{ field }}, $signs, $cleaned)) ELSE d.{{ field }} END), ''){% endmacro %}
{% macro is_yes(cell) %}coalesce(lower(trim({{ cell }})) IN ('1', 'true'), false){% endmacro %}
{% macro any_of(list, test) %}coalesce(len(list_filter({{ list }}, lambda x: {{ test }})) > 0, false){% endmacro %}
{% macro instant(cell) %}CASE WHEN regexp_full_match({{ cell }}, '\d{14}') THEN try_strptime({{ cell }}, '%Y%m%d%H%M%S') END{% endmacro %}
