-- One row per table of a judged submission that rows were taken from: where it stands in the file.
create table core.sheet_range (
    submission_id text not null references core.submission on delete cascade,
    table_name text not null,
    sheet text not null,
    cells text not null,
    primary key (submission_id, table_name)
);

comment on table core.sheet_range is
'Một dòng là một bảng của một bài nộp được nhận: bảng ấy đứng ở đâu trong tệp. '
'Nguồn: các trang của tệp, lúc đọc.';
comment on column core.sheet_range.submission_id is 'Bài nộp (core.submission).';
comment on column core.sheet_range.table_name is 'Tên bảng ở biểu mẫu (roster, activity, …).';
comment on column core.sheet_range.sheet is 'Tên trang theo biểu mẫu.';
comment on column core.sheet_range.cells is
'Vùng ô có số liệu đã lấy, từ ô đầu tới ô cuối; ở trang Thông tin là ô khai tổng số người.';
