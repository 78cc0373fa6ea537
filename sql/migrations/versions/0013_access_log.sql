-- One row per time somebody took a unit's file from the desk, looked into it there, or brought one.
create table core.access_log (
    access_id bigint generated always as identity primary key,
    happened_at timestamptz not null default now(),
    actor text not null check (actor <> ''),
    action text not null check (action in ('original', 'feedback', 'look', 'upload')),
    sha256 text not null,
    submission_id text,
    reporting_year integer,
    unit_code text
);
create index on core.access_log (sha256);
create index on core.access_log (reporting_year, unit_code);

comment on table core.access_log is
'Một dòng là một lần có người tải, xem hoặc đưa lên một tệp của đơn vị. Nguồn: bàn làm việc.';
comment on column core.access_log.access_id is 'Số thứ tự.';
comment on column core.access_log.happened_at is 'Lúc làm, theo giờ máy chủ kho dữ liệu.';
comment on column core.access_log.actor is 'Tài khoản của người làm.';
comment on column core.access_log.action is
'Việc: original tải tệp gốc, feedback tải phản hồi, look xem trên màn hình, upload đưa lên.';
comment on column core.access_log.sha256 is 'Mã băm SHA-256 của tệp gốc.';
comment on column core.access_log.submission_id is 'Bài nộp; trống khi tệp mới được đưa lên.';
comment on column core.access_log.reporting_year is 'Năm báo cáo; trống khi chưa rõ.';
comment on column core.access_log.unit_code is 'Mã đơn vị; trống khi chưa rõ.';
