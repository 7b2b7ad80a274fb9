-- each row is a figure that the portal publishes with the indicator of ours that counts the same (QĐ 766/QĐ-TTg), and why the two may differ
-- Where the portal publishes two counts and no ratio, `denominator_metric` is the other count of the same table.
WITH told (endpoint, group_code, metric, denominator_metric, indicator_id, reason) AS (
    VALUES
    ('transparency', 'CKMB', 'PUBLISH_ON_TIME', CAST(NULL AS VARCHAR), 'C21a', CAST(NULL AS VARCHAR)),
    ('transparency', 'CKMB', 'PUBLIC_UPDATE_ON_TIME', NULL, 'C21b', NULL),
    ('transparency', 'CKMB', 'PUBLIC_CONTENT_FULL', NULL, 'C21c', 'Cổng tính mọi TTHC đang công khai của đơn vị'),
    ('transparency', 'CKMB', 'DOSSIER_SYNC', NULL, 'C22', 'Mẫu số của Cổng lấy từ báo cáo tổng hợp quốc gia, không phải số hồ sơ tiếp nhận'),
    ('dvc-progress-tree', 'TDGQ', 'totalOnTime', 'totalReceived', 'C05', 'Cổng tính hồ sơ đang giải quyết quá hạn là quá hạn và bỏ qua hồ sơ tiếp nhận trước kỳ còn chưa xong'),
    ('formality-online-payment-tree', 'TTTT', 'totalDossierOnlinePaymentSuccess', 'totalDossierFinancialObligation', 'C12', 'Cổng chỉ thấy hồ sơ có nghĩa vụ tài chính đã đồng bộ'),
    ('formality-online-payment-tree', 'TTTT', 'totalDossierOnlineFormalityPaymentSuccess', 'totalFeeFormality', 'C13', NULL),
    ('formality-online-payment-tree', 'TTTT', 'totalFeeDossierFormality', 'totalFeeFormality', 'C14', NULL),
    ('handling-satisfaction', 'MDHL', 'PETITION_PROCESSING_ON_TIME', NULL, 'C23a', NULL),
    ('handling-satisfaction', 'MDHL', 'PETITION_HANDLING_SATISFACTION', NULL, 'C23b', NULL),
    ('handling-satisfaction', 'MDHL', 'DOSSIER_RECEIVING_SATISFACTION', NULL, 'C24', NULL),
    ('dossier-digitized', 'MDSH', 'ORIGINAL_RESULT_AVAILABLE', NULL, 'C15', NULL),
    ('dossier-digitized', 'MDSH', 'SO_HOA_GIAY_TO_GIAI_QUYET', NULL, 'C16', NULL),
    ('dossier-digitized', 'MDSH', 'REUSED_DIGITIZED_DATA', NULL, 'C17', NULL),
    ('dossier-digitized', 'MDSH', 'SYNCED_WITH_DVCQG_PERSONAL_STORAGE', NULL, 'C18', NULL),
    ('dossier-digitized', 'MDSH', 'CITIZEN_DATA_CONNECTED_DOSSIER', NULL, 'C19a', NULL),
    ('dossier-digitized', 'MDSH', 'CITIZEN_DATA_CONNECTED_FORMALITY', NULL, 'C19b', NULL),
    ('dossier-digitized', 'MDSH', 'ELECTRONIC_CERTIFIED_COPY', NULL, 'C20', 'Cổng công bố tỷ lệ mà không công bố tử số và mẫu số'),
    ('provide-online-tree', 'CLGQ', 'fullCount', 'authorityCount', 'C09', 'Mẫu số của Cổng là mọi TTHC thuộc thẩm quyền, không phải TTHC đủ điều kiện toàn trình'),
    ('provide-online-tree', 'CLGQ', 'onlineDossierCount', 'onlineServiceTotal', 'C10', NULL),
    ('provide-online-tree', 'CLGQ', 'channelOnlineSum', 'channelTotalSum', 'C08', NULL)
)
SELECT endpoint, group_code, metric, denominator_metric, indicator_id, reason
FROM told
