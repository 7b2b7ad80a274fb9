-- each row is a kind of change that the newest run brought to dossiers
-- Câu hỏi: Từ đêm qua đến nay có gì đổi?
-- Question: What has changed since the night before?
-- Đọc kết quả: một hồ sơ đổi nhiều chỗ có ở nhiều dòng; new là lần đầu thấy. Mọi phiên bản: core.dossier_version.
-- How to read: a dossier that changed in several ways is in several rows; new: seen for the first time. All versions: core.dossier_version.
-- Cột / columns: change, dossiers, example_dossier_code
WITH newest AS (
    SELECT v.*
    FROM core.dossier_version AS v
    JOIN ops.publication AS p ON p.run_id = v.last_changed_run
    WHERE v.valid_to IS NULL AND v.basis = 'city'
),
before AS (
    SELECT v.*
    FROM core.dossier_version AS v
    JOIN newest AS n ON n.basis = v.basis AND n.dossier_code = v.dossier_code AND v.valid_from < n.valid_from
    QUALIFY row_number() OVER (PARTITION BY v.basis, v.dossier_code ORDER BY v.valid_from DESC, v.version_no DESC) = 1
),
changed AS (
    SELECT
        n.dossier_code,
        unnest([
            CASE WHEN b.dossier_code IS NULL THEN 'new' END,
            CASE WHEN b.status <> n.status THEN 'status ' || b.status || ' → ' || n.status END,
            CASE WHEN b.dossier_code IS NOT NULL AND b.due_at IS DISTINCT FROM n.due_at THEN 'due date' END,
            CASE WHEN b.dossier_code IS NOT NULL AND b.finished_at IS DISTINCT FROM n.finished_at THEN 'finish' END,
            CASE WHEN b.dossier_code IS NOT NULL AND b.received_at IS DISTINCT FROM n.received_at THEN 'receipt' END,
            CASE WHEN b.dossier_code IS NOT NULL AND b.unit_code IS DISTINCT FROM n.unit_code THEN 'unit' END,
            CASE WHEN n.is_deleted AND NOT b.is_deleted THEN 'gone from the source' END
        ]) AS change
    FROM newest AS n
    LEFT JOIN before AS b ON b.basis = n.basis AND b.dossier_code = n.dossier_code
)
SELECT change, count(*) AS dossiers, min(dossier_code) AS example_dossier_code
FROM changed
WHERE change IS NOT NULL
GROUP BY change
ORDER BY dossiers DESC, change;
