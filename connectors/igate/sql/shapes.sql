-- What the shapes of iGate's answers mean, as pieces of expressions.
{% macro text(cell) %}nullif(trim(CASE WHEN regexp_matches({{ cell }}, '{{ unclean }}') -- cleaning every cell takes ten times as long
    THEN nfc_normalize(translate({{ cell }}, $signs, $cleaned)) ELSE {{ cell }} END), ''){% endmacro %}
-- a name told as plain text, as an object, or as a list with one entry for each language (228 is Vietnamese)
{% macro told(json) %}coalesce(
    list_extract(list_filter(from_json({{ json }}, '[{"languageId":"VARCHAR","name":"VARCHAR"}]'), lambda e: e.languageId = '228'), 1).name,
    list_extract(from_json({{ json }}, '[{"languageId":"VARCHAR","name":"VARCHAR"}]'), 1).name,
    CASE json_type({{ json }}) WHEN 'VARCHAR' THEN json_extract_string({{ json }}, '$')
        WHEN 'OBJECT' THEN json_extract_string({{ json }}, '$.name') END){% endmacro %}
-- the name of a thing that has an id: its `translate`, else its `name`; a thing may also be its name alone
{% macro named(json) %}{{ text("coalesce(" ~ told("json_extract(" ~ json ~ ", '$.translate')") ~ ", " ~ told("json_extract(" ~ json ~ ", '$.name')")
    ~ ", CASE json_type(" ~ json ~ ") WHEN 'VARCHAR' THEN json_extract_string(" ~ json ~ ", '$') END)") }}{% endmacro %}
{% macro part(json, name) %}{{ text("json_extract_string(" ~ json ~ ", '$." ~ name ~ "')") }}{% endmacro %}
-- the unit is the agency, or the one above it where only that one's code is an agency code (a room of a unit has none)
{% macro unit(json, own, above) %}CASE
    WHEN regexp_full_match({{ part(json, "code") }}, '{{ agency }}') THEN {{ own }}
    WHEN regexp_full_match({{ part(json, "parent.code") }}, '{{ agency }}') THEN {{ above }}
    ELSE coalesce({{ own }}, {{ above }}) END{% endmacro %}
{% macro unit_code(json) %}{{ unit(json, part(json, "code"), part(json, "parent.code")) }}{% endmacro %}
{% macro unit_name(json) %}{{ unit(json, named(json), named("json_extract(" ~ json ~ ", '$.parent')")) }}{% endmacro %}
-- milliseconds since 1970 as UTC; every other spelling is for the contract's own reading
{% macro instant(cell) %}CASE WHEN regexp_full_match(trim({{ cell }}), '\d{13}')
    THEN CAST(make_timestamp(CAST(trim({{ cell }}) AS BIGINT) * 1000) AS VARCHAR) || 'Z' ELSE {{ text(cell) }} END{% endmacro %}
-- a due date at local midnight is a day without a time (also shown as 17:00 of the day before, +0000)
{% macro due(cell) %}CASE
    WHEN regexp_full_match(trim({{ cell }}), '\d{4}-\d{2}-\d{2}T00:00(:00([.]0+)?)?([+]07:?00)?') THEN left(trim({{ cell }}), 10)
    WHEN regexp_full_match(trim({{ cell }}), '\d{4}-\d{2}-\d{2}T17:00(:00([.]0+)?)?([+]00:?00|Z)')
        THEN coalesce(CAST(try_cast(left(trim({{ cell }}), 10) AS DATE) + 1 AS VARCHAR), {{ text(cell) }})
    WHEN regexp_full_match(trim({{ cell }}), '\d{13}') AND CAST(trim({{ cell }}) AS BIGINT) % 86400000 = 61200000
        THEN CAST(CAST(make_timestamp(CAST(trim({{ cell }}) AS BIGINT) * 1000) AS DATE) + 1 AS VARCHAR)
    ELSE {{ instant(cell) }} END{% endmacro %}
-- what a catalogue makes of an id; NULL where it does not know it
{% macro known(catalogue, id) %}list_extract(${{ catalogue }}_words, list_position(${{ catalogue }}_ids, {{ id }})){% endmacro %}
-- an object or a list of objects, as a list
{% macro tasks(json) %}CASE json_type({{ json }})
    WHEN 'ARRAY' THEN from_json({{ json }}, '[{{ task }}]') WHEN 'OBJECT' THEN [from_json({{ json }}, '{{ task }}')] ELSE [] END{% endmacro %}
