-- each row is a unit that is asked about: the wanted one, or every unit whose figures are shown
SELECT wanted_unit AS unit_code
