alter table core.approval add column candidate_sha256 text not null default '';
alter table core.approval alter column candidate_sha256 drop default;

comment on column core.approval.candidate_sha256 is
'SHA-256 của bản ghi về bản trình duyệt (candidate.json), trong đó có mã băm của từng tệp; trống: '
'duyệt từ trước khi có cột này.';
