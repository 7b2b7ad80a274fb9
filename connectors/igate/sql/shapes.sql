-- What the shapes of iGate's answers mean, as pieces of expressions.
{% macro text(cell) %}nullif(trim(CASE WHEN regexp_matches({{ cell }}, '{{ unclean }}') -- cleaning every cell takes ten times as long
    THEN nfc_normalize(translate({{ cell }}, $signs, $cleaned)) ELSE {{ cell }} END), ''){% endmacro %}
{% macro part(json, path) %}json_extract_string({{ json }}, '$.{{ path }}'){% endmacro %}
-- a name told as plain text, as an object, or as a list with one entry for each language (228 is Vietnamese)
{% macro told(json) %}coalesce(
    json_extract_string(list_extract(list_concat(
        list_filter(json_extract({{ json }}, '$[*]'), lambda entry: json_extract_string(entry, '$.languageId') = '228'),
        json_extract({{ json }}, '$[*]')), 1), '$.name'),
    {{ part(json, "name") }},
    CASE json_type({{ json }}) WHEN 'VARCHAR' THEN json_extract_string({{ json }}, '$') END){% endmacro %}
-- the name of a thing that has an id: its `translate`, else its `name`; a thing may also be its name alone
{% macro named(json) %}coalesce({{ told("json_extract(" ~ json ~ ", '$.translate')") }}, {{ told("json_extract(" ~ json ~ ", '$.name')") }},
    CASE json_type({{ json }}) WHEN 'VARCHAR' THEN json_extract_string({{ json }}, '$') END){% endmacro %}
-- a room of a unit: only the code of what is above it is an agency code
{% macro is_room() %}(NOT coalesce(regexp_full_match(agency_code, '{{ agency }}'), false)
    AND coalesce(regexp_full_match(parent_code, '{{ agency }}'), false)){% endmacro %}
-- the unit is the agency, or the one above a room; where it says nothing of itself the dossier code tells
{% macro unit(own, above) %}CASE WHEN {{ is_room() }} THEN {{ text(above) }} ELSE {{ text(own) }} END{% endmacro %}
-- milliseconds since 1970 as UTC; every other spelling is for the contract's own reading
{% macro instant(cell) %}CASE WHEN regexp_full_match({{ cell }}, '\d{13}')
    THEN CAST(make_timestamp(try_cast({{ cell }} AS BIGINT) * 1000) AS VARCHAR) || 'Z' ELSE {{ text(cell) }} END{% endmacro %}
-- an instant as a moment that can be compared whatever its offset (local where it has none); NULL where unreadable
{% macro moment(cell) %}(try_cast({{ instant(cell) }} AS TIMESTAMP)
    - to_hours(coalesce(try_cast({{ offset(cell, "([+-]\\d{2}):?\\d{2}") }} AS BIGINT), CASE WHEN {{ instant(cell) }} LIKE '%Z' THEN 0 ELSE 7 END))
    - to_minutes(coalesce(try_cast({{ offset(cell, "([+-])\\d{2}:?\\d{2}") }} || {{ offset(cell, "[+-]\\d{2}:?(\\d{2})") }} AS BIGINT), 0))){% endmacro %}
{% macro offset(cell, pattern) %}regexp_extract({{ cell }}, ':.*{{ pattern }}$', 1){% endmacro %}
-- a due date at local midnight is a day without a time (also shown as 17:00 of the day before, +0000)
{% macro due(cell) %}CASE
    WHEN regexp_full_match({{ cell }}, '\d{4}-\d{2}-\d{2}T00:00(:00([.]0+)?)?([+]07:?00)?') THEN left({{ cell }}, 10)
    WHEN regexp_full_match({{ cell }}, '\d{4}-\d{2}-\d{2}T17:00(:00([.]0+)?)?([+]00:?00|Z)')
        THEN coalesce(CAST(try_cast(left({{ cell }}, 10) AS DATE) + 1 AS VARCHAR), {{ cell }})
    WHEN regexp_full_match({{ cell }}, '\d{13}') AND try_cast({{ cell }} AS BIGINT) % 86400000 = 61200000
        THEN CAST(CAST(make_timestamp(try_cast({{ cell }} AS BIGINT) * 1000) AS DATE) + 1 AS VARCHAR)
    ELSE {{ instant(cell) }} END{% endmacro %}
-- what a catalogue makes of an id; NULL where it does not know it
{% macro known(catalogue, id) %}list_extract(${{ catalogue }}_words, list_position(${{ catalogue }}_ids, trim({{ id }}))){% endmacro %}
{% macro status_id() %}coalesce({{ part("d.dossierStatus", "id") }}, {{ part("d.dossierTaskStatus", "id") }}){% endmacro %}
{% macro status_name() %}coalesce({{ named("d.dossierStatus") }}, {{ named("d.dossierTaskStatus") }}){% endmacro %}
-- an object or a list of objects, as a list
{% macro tasks(json) %}CASE json_type({{ json }})
    WHEN 'ARRAY' THEN from_json({{ json }}, '[{{ task }}]') WHEN 'OBJECT' THEN [from_json({{ json }}, '{{ task }}')] ELSE [] END{% endmacro %}
