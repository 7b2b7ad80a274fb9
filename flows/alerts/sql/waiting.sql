-- Each row is a line of the receiver's next message: events that wait, most pressing kind and weight first, cut to a limit.
SELECT d.kind, d.unit_name, d.subject, d.about, d.day, d.number, d.of_number, d.text_vi, d.text_en
FROM register.delivery AS d
WHERE d.receiver = $receiver AND d.status IN ('waiting', 'sending')
ORDER BY list_position($kinds, d.kind), d.weight DESC NULLS LAST, d.unit_name NULLS LAST, d.subject, d.event_key
LIMIT $limit
