alter table core.purge drop constraint purge_kind_check;
alter table core.purge add constraint purge_kind_check check (
    kind in ('persons', 'access', 'mails', 'texts')
);
comment on column core.purge.kind is
'Loại: persons tệp của đơn vị và dòng từng người, access nhật ký ai xem tệp, mails thư đã soạn, '
'texts lời báo cáo đã sửa.';
comment on column core.purge.reporting_year is
'Năm báo cáo; trống với nhật ký, thư, lời đã sửa và tệp chưa rõ năm.';
