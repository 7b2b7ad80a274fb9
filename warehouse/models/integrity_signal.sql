-- each row is a sign that a dossier's record may not tell what happened; a question to ask, never a verdict
WITH dossier AS (
    SELECT d.*, coalesce(d.finished_at, d.returned_at, d.refused_at) AS ended_at
    FROM core.dossier AS d
    WHERE d.received_at IS NOT NULL AND d.status NOT IN (1, 3) AND NOT d.is_deleted
),
bulk AS ( -- each row is a second at which one unit finished at least thirty dossiers
    SELECT d.basis, d.unit_code, d.finished_at, count(*) AS dossiers
    FROM dossier AS d
    WHERE d.finished_at <> CAST(CAST(d.finished_at AS DATE) AS TIMESTAMP)
    GROUP BY d.basis, d.unit_code, d.finished_at
    HAVING count(*) >= 30
),
step AS ( -- each row is a version beside the one before it
    SELECT
        v.basis, v.dossier_code, v.unit_code, v.status, v.due_at, v.source_time, v.last_changed_run,
        lag(v.status) OVER by_version AS status_before,
        lag(v.due_at) OVER by_version AS due_before
    FROM core.dossier_version AS v
    WHERE EXISTS (
        SELECT 1 FROM core.dossier_version AS w
        WHERE w.version_no > 1 AND w.basis = v.basis AND w.source = v.source AND w.dossier_code = v.dossier_code
    )
    WINDOW by_version AS (PARTITION BY v.basis, v.source, v.dossier_code ORDER BY v.source_time, v.version_no)
),
gone AS ( -- each row is a dossier that a full compare of its source did not find, when it was first missed
    SELECT
        v.basis, v.dossier_code, v.unit_code, v.last_changed_run, v.source,
        row_number() OVER (PARTITION BY v.basis, v.dossier_code ORDER BY v.valid_from, v.source, v.version_no) AS place
    FROM core.dossier_version AS v
    WHERE v.is_deleted
),
signal AS (
    SELECT
        d.basis, d.dossier_code, d.unit_code, 'finish_before_receive' AS kind, d.last_changed_run AS detected_run,
        'kết thúc ' || strftime(d.ended_at, '%d/%m/%Y %H:%M') || ', tiếp nhận ' || strftime(d.received_at, '%d/%m/%Y %H:%M') AS detail
    FROM dossier AS d
    WHERE d.ended_at < d.received_at
        -- a source that writes days only says nothing of the hour
        AND d.ended_at <> CAST(CAST(d.received_at AS DATE) AS TIMESTAMP)
    UNION ALL
    SELECT d.basis, d.dossier_code, d.unit_code, 'closed_without_end', d.last_changed_run, 'trạng thái ' || d.status || ', không có ngày kết thúc'
    FROM dossier AS d
    WHERE d.status BETWEEN 7 AND 10 AND d.ended_at IS NULL
    UNION ALL
    SELECT d.basis, d.dossier_code, d.unit_code, 'finish_equals_due', d.last_changed_run, 'có kết quả đúng bằng hạn ' || strftime(d.due_at, '%d/%m/%Y %H:%M:%S')
    FROM dossier AS d
    WHERE d.finished_at = d.due_at
    UNION ALL
    SELECT d.basis, d.dossier_code, d.unit_code, 'finished_in_bulk', d.last_changed_run, b.dossiers || ' hồ sơ cùng kết thúc lúc ' || strftime(d.finished_at, '%d/%m/%Y %H:%M:%S')
    FROM dossier AS d
    JOIN bulk AS b ON b.basis = d.basis AND b.unit_code = d.unit_code AND b.finished_at = d.finished_at
    UNION ALL
    SELECT s.basis, s.dossier_code, s.unit_code, 'due_moved_after_due', s.last_changed_run, 'hạn ' || strftime(s.due_before, '%d/%m/%Y') || ' dời sang ' || strftime(s.due_at, '%d/%m/%Y')
    FROM step AS s
    WHERE s.due_at > s.due_before AND s.source_time > s.due_before
    UNION ALL
    SELECT s.basis, s.dossier_code, s.unit_code, 'status_moved_back', s.last_changed_run, 'trạng thái ' || s.status_before || ' về ' || s.status
    FROM step AS s
    WHERE s.status_before IN (7, 8, 9, 10) AND s.status IN (1, 2, 4)
    UNION ALL
    SELECT g.basis, g.dossier_code, g.unit_code, 'disappeared', g.last_changed_run, 'nguồn ' || g.source || ' không còn hồ sơ này'
    FROM gone AS g
    WHERE g.place = 1
)
SELECT basis, dossier_code, unit_code, kind, detail, detected_run FROM signal
