-- The bytes of the feedback that was last written: what lies there is believed by its hash alone.
alter table core.submission add column feedback_sha256 text;

comment on column core.submission.feedback_sha256 is
'Mã băm SHA-256 của phản hồi đã viết gần nhất; trống khi chưa viết.';

-- What passed its retention and was deleted; its counts stay. A year has at most one such row.
create table core.purge (
    purge_id bigint generated always as identity primary key,
    happened_at timestamptz not null default now(),
    actor text not null check (actor <> ''),
    reason text not null check (reason <> ''),
    kind text not null check (kind in ('persons', 'access')),
    reporting_year integer,
    entry_count bigint not null,
    file_count bigint not null
);
create unique index on core.purge (reporting_year) where kind = 'persons';

-- One row per file that was purged: by it the inbox does not bring it back.
create table core.purged_file (
    sha256 text primary key,
    purge_id bigint not null references core.purge
);

comment on table core.purge is
'Một dòng là một lần xóa dữ liệu hết thời hạn lưu, của một năm hay của nhật ký. Nguồn: make purge.';
comment on column core.purge.purge_id is 'Số thứ tự.';
comment on column core.purge.happened_at is 'Lúc xóa, theo giờ máy chủ kho dữ liệu.';
comment on column core.purge.actor is 'Tài khoản máy chủ của người xóa.';
comment on column core.purge.reason is 'Lý do, căn cứ.';
comment on column core.purge.kind is
'Loại: persons tệp của đơn vị và dòng từng người, access nhật ký ai xem tệp.';
comment on column core.purge.reporting_year is
'Năm báo cáo; trống với nhật ký và tệp chưa rõ năm.';
comment on column core.purge.entry_count is 'Số dòng đã xóa.';
comment on column core.purge.file_count is 'Số tệp đã xóa.';
comment on table core.purged_file is
'Một dòng là một tệp đã xóa khi hết thời hạn lưu, gặp lại thì bỏ qua. Nguồn: make purge.';
comment on column core.purged_file.sha256 is 'Mã băm SHA-256 của tệp.';
comment on column core.purged_file.purge_id is 'Lần xóa (core.purge).';

-- What is handed out on one person (make export) is noted as any other look.
alter table core.access_log drop constraint access_log_action_check;
alter table core.access_log add constraint access_log_action_check check (
    action in ('original', 'feedback', 'look', 'upload', 'export')
);
comment on column core.access_log.action is
'Việc: original tải tệp gốc, feedback tải phản hồi, look xem trên màn hình, upload đưa lên, '
'export trích những gì đang giữ về một người.';
