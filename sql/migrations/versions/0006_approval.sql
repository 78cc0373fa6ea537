-- One row per answer to a request for approval, as Airflow recorded it, for the figures that were
-- asked about. recorded_at is this server's clock, as the year's events are: an approval counts
-- only for the freeze that it followed.
create table core.approval (
    reporting_year integer not null,
    inputs_hash text not null,
    decision text not null check (decision in ('approved', 'refused')),
    decided_by text not null check (decided_by <> ''),
    decided_at timestamptz not null,
    reason text not null check (length(reason) <= 1000),
    run_id text not null,
    recorded_at timestamptz not null default now(),
    primary key (reporting_year, inputs_hash, run_id, decided_at)
);

comment on table core.approval is
'Một dòng là một trả lời cho yêu cầu duyệt. '
'Nguồn: bản ghi trả lời của Airflow, lượt chạy publish_report.';
comment on column core.approval.reporting_year is 'Năm báo cáo.';
comment on column core.approval.inputs_hash is 'Mã băm của số liệu được hỏi duyệt.';
comment on column core.approval.decision is 'Quyết định: approved duyệt, refused trả lại.';
comment on column core.approval.decided_by is 'Người trả lời.';
comment on column core.approval.decided_at is 'Lúc trả lời, theo Airflow.';
comment on column core.approval.reason is 'Ý kiến; lý do nếu trả lại.';
comment on column core.approval.run_id is 'Lượt chạy của Airflow đã hỏi.';
comment on column core.approval.recorded_at is 'Lúc ghi vào kho.';
