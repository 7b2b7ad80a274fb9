-- each row is a page of a table as it landed: its place (what was asked, when) and the answer
CREATE OR REPLACE TEMP TABLE {{ pages }} AS
SELECT json AS page FROM read_json_objects($paths, format = 'unstructured', compression = 'uncompressed',
    maximum_object_size = {{ largest }})
