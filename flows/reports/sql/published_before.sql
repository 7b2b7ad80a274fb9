-- one row: the last day counted by the publication before, NULL where this is the first
SELECT max_by(as_of, started_at) AS before FROM ops.run WHERE status = 'published' AND as_of < $as_of
