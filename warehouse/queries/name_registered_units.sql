-- each row that changes is a unit registered from records, which takes its name and level from the portal's catalogue
-- Its name for comparison stays: two codes of one agency would make that name tell no unit any more.
UPDATE ref.unit AS u
SET name = a.name, kind = coalesce(u.kind, a.level)
FROM ref.agency AS a
WHERE a.agency_code = u.unit_code AND a.name IS NOT NULL AND NOT a.is_deleted AND u.registered_from IS NOT NULL;
