-- Comments on what 0001 to 0005 made: grain and source of tables, meaning and unit of columns.
-- docs/tu-dien-du-lieu.md is written from them. A later migration comments on what it adds.
comment on table core.secret_check is
'Một dòng duy nhất: số kiểm tra của khóa bí mật. Nguồn: PERSON_KEY_SECRET, lần chạy đầu tiên.';
comment on column core.secret_check.is_only is 'Luôn đúng: giữ cho bảng chỉ có một dòng.';
comment on column core.secret_check.check_value is
'Số kiểm tra: khóa khác thì mã băm khác, và lượt chạy dừng lại.';

comment on table core.unit_year is
'Một dòng là một đơn vị (cả nhóm và gốc) còn hiệu lực ở một năm báo cáo, như lúc đó. '
'Nguồn: catalog/units.csv.';
comment on column core.unit_year.reporting_year is 'Năm báo cáo.';
comment on column core.unit_year.unit_code is 'Mã đơn vị.';
comment on column core.unit_year.name is 'Tên đơn vị trong năm đó.';
comment on column core.unit_year.unit_type is 'Loại đơn vị; group là nhóm, không tự báo cáo.';
comment on column core.unit_year.parent_code is 'Mã đơn vị cấp trên; trống: đơn vị gốc.';
comment on column core.unit_year.pass_score is 'Điểm tối thiểu để giữ danh hiệu (0 đến 100).';
comment on column core.unit_year.is_expected is 'Phải gửi báo cáo: mọi đơn vị không phải nhóm.';
comment on column core.unit_year.position is 'Thứ tự trong danh mục.';

comment on table core.receipt is
'Một dòng là một tệp nhận được: một địa chỉ nguồn và các byte ở đó. Nguồn: hộp thư đến (INBOX).';
comment on column core.receipt.submission_id is
'Mã của lần nhận; cũng là mã bài nộp sau khi kiểm tra.';
comment on column core.receipt.source is 'Địa chỉ của tệp trong hộp thư đến.';
comment on column core.receipt.sha256 is
'Mã băm SHA-256 của các byte; tệp gốc nằm ở landing dưới tên này.';
comment on column core.receipt.received_at is 'Lúc nhận được.';
comment on column core.receipt.reporting_year is
'Năm báo cáo đọc được trong tệp; trống: chưa đọc hoặc không rõ.';
comment on column core.receipt.is_read is 'Tệp đã được đọc.';

comment on table core.submission is
'Một dòng là một bài nộp: một tệp đã được đọc và xét. Nguồn: tệp của đơn vị.';
comment on column core.submission.submission_id is 'Mã bài nộp (core.receipt).';
comment on column core.submission.reporting_year is 'Năm báo cáo ghi trong tệp; trống: không rõ.';
comment on column core.submission.unit_code is 'Mã đơn vị; trống: không rõ.';
comment on column core.submission.version is
'Phiên bản thứ mấy của đơn vị trong năm; trống: gửi trùng, không rõ.';
comment on column core.submission.form_version is 'Phiên bản biểu mẫu ghi trong tệp.';
comment on column core.submission.sha256 is 'Mã băm SHA-256 của tệp.';
comment on column core.submission.source is 'Địa chỉ của tệp trong hộp thư đến.';
comment on column core.submission.received_at is 'Lúc nhận được.';
comment on column core.submission.is_on_time is 'Nhận được trước khi hết hạn của đơn vị.';
comment on column core.submission.is_identified is 'Rõ cả đơn vị và năm.';
comment on column core.submission.decision is 'Kết quả xét riêng tệp này (core.status).';
comment on column core.submission.status is
'Trạng thái của bài nộp giữa các phiên bản của đơn vị trong năm (core.status).';
comment on column core.submission.declared_count is 'Tổng số người khai báo (người).';
comment on column core.submission.declared_cell is 'Ô có tổng số khai báo, ví dụ B7.';
comment on column core.submission.person_count is
'Số người trong biểu (người); trống: chưa kiểm tra từng dòng.';
comment on column core.submission.quarantined_count is
'Số dòng lỗi bị để riêng (người); trống: chưa kiểm tra từng dòng.';
comment on column core.submission.feedback_key is
'Dấu của lần phản hồi gần nhất: khác đi thì viết lại phản hồi.';

comment on table core.answer is
'Một dòng là một lời giải trình. Nguồn: trang Giải trình của bài nộp.';
comment on column core.answer.submission_id is 'Bài nộp (core.submission).';
comment on column core.answer.rule_code is 'Mã cảnh báo được giải trình.';
comment on column core.answer.sheet is 'Trang tính của cảnh báo.';
comment on column core.answer.cell is 'Ô của cảnh báo; trống: mọi cảnh báo mã đó trong trang.';
comment on column core.answer.explanation is 'Lời giải trình.';

comment on table core.submission_event is
'Một dòng là một lần đổi trạng thái của bài nộp. '
'Nguồn: phần mềm, khi xét hoặc khi có phiên bản khác.';
comment on column core.submission_event.event_id is 'Số thứ tự.';
comment on column core.submission_event.submission_id is 'Bài nộp (core.submission).';
comment on column core.submission_event.happened_at is 'Lúc đổi.';
comment on column core.submission_event.actor is 'Ai làm đổi: người dùng hoặc lượt chạy.';
comment on column core.submission_event.from_status is 'Trạng thái trước; trống: chưa có.';
comment on column core.submission_event.to_status is 'Trạng thái sau.';
comment on column core.submission_event.reason is 'Lý do.';

comment on table core.finding is
'Một dòng là một lỗi, cảnh báo: một ô và một quy tắc. Nguồn: các quy tắc trong catalog/rules.toml.';
comment on column core.finding.finding_id is 'Số thứ tự.';
comment on column core.finding.submission_id is 'Bài nộp (core.submission).';
comment on column core.finding.rule_code is 'Mã quy tắc.';
comment on column core.finding.severity is
'Mức: critical phải sửa, warning sửa hoặc giải trình, info không cần làm gì.';
comment on column core.finding.sheet is 'Trang tính.';
comment on column core.finding.cell is 'Ô trong tệp của đơn vị, ví dụ H14.';
comment on column core.finding.column_name is 'Tên cột hoặc nhãn.';
comment on column core.finding.row_label is 'STT của dòng.';
comment on column core.finding.value is 'Giá trị ở ô; chữ tự do, tên và mã cán bộ chỉ ghi độ dài.';
comment on column core.finding.message is 'Sai gì, sửa thế nào.';
comment on column core.finding.explanation is 'Lời giải trình của đơn vị cho cảnh báo.';

comment on table core.roster_row is
'Một dòng là một người không bị để riêng của mọi bài nộp không bị trả lại. '
'Nguồn: trang Danh sách.';
comment on column core.roster_row.submission_id is 'Bài nộp (core.submission).';
comment on column core.roster_row.row_number is 'Dòng trong trang tính.';
comment on column core.roster_row.row_label is 'STT của dòng.';
comment on column core.roster_row.code_cell is 'Ô có mã số.';
comment on column core.roster_row.code_shown is 'Mã số như được phép hiện: chỉ ghi độ dài.';
comment on column core.roster_row.person_key is 'Mã băm có khóa (HMAC-SHA256) của mã số.';
comment on column core.roster_row.staff_type is
'Đối tượng: civil_servant, public_employee, worker.';
comment on column core.roster_row.is_registered is 'Đăng ký danh hiệu trong năm.';
comment on column core.roster_row.score is
'Điểm đánh giá (0 đến 100); trống: chưa được đánh giá năm nay.';
comment on column core.roster_row.is_recognised is 'Đạt danh hiệu “Công dân học tập”.';
comment on column core.roster_row.is_digitally_skilled is
'Có kỹ năng số, đáp ứng yêu cầu công việc.';
comment on column core.roster_row.is_self_updating is
'Thành thạo kỹ năng số để tự cập nhật thông tin.';
comment on column core.roster_row.training_count is
'Số lớp đào tạo, bồi dưỡng đã tham gia trong kỳ (lớp).';

comment on table core.headcount_row is
'Một dòng là một đối tượng của mọi bài nộp không bị trả lại. Nguồn: trang Tổng hợp (biểu mẫu 1).';
comment on column core.headcount_row.submission_id is 'Bài nộp (core.submission).';
comment on column core.headcount_row.row_number is 'Dòng trong trang tính.';
comment on column core.headcount_row.row_label is 'STT của dòng.';
comment on column core.headcount_row.staff_type is
'Đối tượng: civil_servant, public_employee, worker.';
comment on column core.headcount_row.total_count is 'Tổng số (người).';
comment on column core.headcount_row.registered_count is 'Đăng ký danh hiệu (người).';
comment on column core.headcount_row.assessed_count is 'Được đánh giá (người).';
comment on column core.headcount_row.recognised_count is 'Được công nhận danh hiệu (người).';
comment on column core.headcount_row.skilled_count is 'Được công nhận và có kỹ năng số (người).';
comment on column core.headcount_row.self_updating_count is
'Được công nhận, có kỹ năng số và thành thạo để tự cập nhật (người).';

comment on table core.activity_row is
'Một dòng là một hoạt động không bị để riêng của mọi bài nộp không bị trả lại. '
'Nguồn: trang Hoạt động.';
comment on column core.activity_row.submission_id is 'Bài nộp (core.submission).';
comment on column core.activity_row.row_number is 'Dòng trong trang tính.';
comment on column core.activity_row.row_label is 'STT của dòng.';
comment on column core.activity_row.task_code is 'Mã nhiệm vụ (catalog/tasks.toml).';
comment on column core.activity_row.content is 'Nội dung.';
comment on column core.activity_row.start_date is 'Từ ngày.';
comment on column core.activity_row.end_date is 'Đến ngày.';
comment on column core.activity_row.participant_count is 'Số lượt tham gia (lượt).';
comment on column core.activity_row.budget_thousand_vnd is 'Kinh phí (nghìn đồng).';
comment on column core.activity_row.evidence is 'Minh chứng.';

comment on table core.narrative_row is
'Một dòng là một mục thuyết minh có chữ của mọi bài nộp không bị trả lại. '
'Nguồn: trang Thuyết minh.';
comment on column core.narrative_row.submission_id is 'Bài nộp (core.submission).';
comment on column core.narrative_row.topic is
'Mục, theo tên cột trong biểu mẫu: strengths, causes…';
comment on column core.narrative_row.text is 'Lời thuyết minh của đơn vị.';

comment on view core.counting is
'Một dòng là bài nộp được tính của một đơn vị và năm. Nguồn: core.submission, core.status.';
comment on view core.roster is
'Một dòng là một người của bài nộp được tính. Nguồn: core.roster_row, core.counting.';
comment on view core.headcount is
'Một dòng là một đối tượng của bài nộp được tính. Nguồn: core.headcount_row, core.counting.';
comment on view core.activity is
'Một dòng là một hoạt động của bài nộp được tính. Nguồn: core.activity_row, core.counting.';
comment on view core.narrative is
'Một dòng là một mục thuyết minh của bài nộp được tính. Nguồn: core.narrative_row, core.counting.';

comment on table core.year_event is
'Một dòng là một quyết định về một năm báo cáo. Nguồn: các lượt chạy và người phụ trách.';
comment on column core.year_event.event_id is 'Số thứ tự.';
comment on column core.year_event.reporting_year is 'Năm báo cáo.';
comment on column core.year_event.happened_at is 'Lúc quyết định.';
comment on column core.year_event.actor is 'Ai quyết định.';
comment on column core.year_event.action is
'Việc: frozen chốt, released thôi chốt, unchanged không đổi, published phát hành, '
'unlocked mở khóa, extended gia hạn, rechecked kiểm tra lại, issued lấy số.';
comment on column core.year_event.state is
'Năm chuyển sang: open mở, frozen đang chốt, locked đã khóa; trống: không chuyển.';
comment on column core.year_event.reason is 'Lý do.';
comment on column core.year_event.run_id is 'Lượt chạy của Airflow.';

comment on view core.year_state is
'Một dòng là một năm từng được chốt, với trạng thái hiện nay; năm không có dòng nào là đang mở. '
'Nguồn: core.year_event.';

comment on table core.report is
'Một dòng là một phiên bản báo cáo đã phát hành của một năm. Nguồn: lượt chạy publish_report.';
comment on column core.report.reporting_year is 'Năm báo cáo.';
comment on column core.report.version is 'Phiên bản, từ 1.';
comment on column core.report.kind is 'Loại: published lần đầu, replacement thay bản trước.';
comment on column core.report.inputs_hash is 'Mã băm của số liệu đã dùng.';
comment on column core.report.catalogue_hash is 'Mã băm của danh mục đã dùng.';
comment on column core.report.files is 'Các tệp của phiên bản và mã băm SHA-256 của chúng.';
comment on column core.report.figures is 'Các con số như đã in, theo khóa.';
comment on column core.report.basis is 'Số đếm và bài nộp đứng sau các con số.';
comment on column core.report.approved_by is 'Người duyệt.';
comment on column core.report.approved_at is 'Lúc duyệt.';
comment on column core.report.approval_reason is 'Ý kiến khi duyệt.';
comment on column core.report.published_at is 'Lúc phát hành.';
comment on column core.report.issued_number is 'Số văn bản; trống: chưa lấy số.';
comment on column core.report.issued_on is 'Ngày văn bản.';
comment on column core.report.signed_sha256 is 'Mã băm SHA-256 của bản đã ký.';

comment on table core.extension is
'Một dòng là một đơn vị được gia hạn ở một năm; ai và vì sao ở core.year_event. '
'Nguồn: lượt chạy extend_deadline.';
comment on column core.extension.reporting_year is 'Năm báo cáo.';
comment on column core.extension.unit_code is 'Mã đơn vị.';
comment on column core.extension.deadline is 'Hạn mới (hết ngày).';

comment on table core.dispatch is
'Một dòng là một phiên bản đã chuyển cho văn thư. Nguồn: lượt chạy publish_report.';
comment on column core.dispatch.reporting_year is 'Năm báo cáo.';
comment on column core.dispatch.version is 'Phiên bản (core.report).';
comment on column core.dispatch.recipient is 'Địa chỉ nhận.';
comment on column core.dispatch.claimed_at is 'Lúc bắt đầu gửi.';
comment on column core.dispatch.sent_at is
'Lúc gửi xong; trống: không rõ thư đã đi chưa, vì phần mềm dừng giữa chừng.';

comment on table mart.indicator is
'Một dòng là một chỉ tiêu của một đơn vị (cả nhóm và gốc) ở một năm. '
'Nguồn: core.measure của bài nộp được tính; nhóm là tổng các đơn vị của nhóm.';
comment on column mart.indicator.reporting_year is 'Năm báo cáo.';
comment on column mart.indicator.unit_code is 'Mã đơn vị.';
comment on column mart.indicator.indicator_code is 'Mã chỉ tiêu (catalog/indicators.toml).';
comment on column mart.indicator.numerator is 'Tử số.';
comment on column mart.indicator.denominator is 'Mẫu số.';
comment on column mart.indicator.rate_pct is 'Tỷ lệ (%); trống: mẫu số bằng 0.';
comment on column mart.indicator.target_pct is 'Mục tiêu (%) của mốc gần nhất đã được giao.';
comment on column mart.indicator.target_year is 'Năm của mốc.';
comment on column mart.indicator.gap_points is 'Tỷ lệ trừ mục tiêu (điểm phần trăm).';
comment on column mart.indicator.is_met is 'Đạt mục tiêu, xét trên số chưa làm tròn.';

comment on table mart.completeness is
'Một dòng là một đơn vị phải báo cáo ở một năm. Nguồn: core.submission, core.unit_year.';
comment on column mart.completeness.reporting_year is 'Năm báo cáo.';
comment on column mart.completeness.unit_code is 'Mã đơn vị.';
comment on column mart.completeness.is_expected is 'Phải gửi báo cáo.';
comment on column mart.completeness.is_received is 'Đã gửi ít nhất một tệp, kể cả bị trả lại.';
comment on column mart.completeness.is_on_time is 'Phiên bản đầu tiên được tính đã đến đúng hạn.';
comment on column mart.completeness.status is
'Trạng thái của phiên bản được tính, hoặc của phiên bản cuối; chưa gửi là missing.';

comment on table core.measure is
'Một dòng là một số đếm theo đối tượng của một bài nộp đã kiểm tra và không bị trả lại. '
'Nguồn: các dòng của bài nộp, đếm theo catalog/measures.toml.';
comment on table core.status is
'Một dòng là một trạng thái của bài nộp. Nguồn: danh sách trong phần mềm, ghi lại khi nâng cấp.';

-- A view's column means what it means in the table it comes from.
do $$
declare
    shown record;
begin
    for shown in
        select v.attrelid, v.attname, col_description(t.attrelid, t.attnum) as meaning
        from (
            values
            (1, 'core.counting', 'core.submission'),
            (1, 'core.roster', 'core.roster_row'),
            (1, 'core.headcount', 'core.headcount_row'),
            (1, 'core.activity', 'core.activity_row'),
            (1, 'core.narrative', 'core.narrative_row'),
            (1, 'core.year_state', 'core.year_event'),
            (2, 'core.roster', 'core.unit_year'),
            (2, 'core.headcount', 'core.unit_year'),
            (2, 'core.activity', 'core.unit_year'),
            (2, 'core.narrative', 'core.unit_year')
        ) as pair (choice, view_name, table_name)
        join pg_attribute v on v.attrelid = pair.view_name::regclass and v.attnum > 0
        join pg_attribute t on t.attrelid = pair.table_name::regclass and t.attname = v.attname
        where pair.choice = 1 or v.attname in ('reporting_year', 'unit_code')
    loop
        execute format(
            'comment on column %s.%I is %L', shown.attrelid::regclass, shown.attname, shown.meaning
        );
    end loop;
end
$$;
