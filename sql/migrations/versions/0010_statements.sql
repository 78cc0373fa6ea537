-- What units say: statements with theme, cause, remedy and addressee, several to a topic.
drop view core.narrative;
alter table core.narrative_row
add column row_number integer not null default 1,
add column theme text,
add column cause text,
add column remedy text,
add column addressee text;
alter table core.narrative_row drop constraint narrative_row_pkey;
alter table core.narrative_row add primary key (submission_id, topic, row_number);
alter table core.narrative_row alter column row_number drop default;

create view core.narrative as
select
    r.submission_id, c.reporting_year, c.unit_code, r.row_number, r.topic, r.theme, r.text, r.cause,
    r.remedy, r.addressee
from core.narrative_row r
join core.counting c using (submission_id);

comment on table core.narrative_row is
'Một dòng là một ý thuyết minh của bài nộp được nhận. Nguồn: trang Thuyết minh.';
comment on column core.narrative_row.row_number is 'Thứ tự của ý trong bài nộp.';
comment on column core.narrative_row.theme is
'Chủ đề: đơn vị chọn (biểu 3), hoặc theo mẫu câu của narrative.toml.';
comment on column core.narrative_row.cause is 'Nguyên nhân của hạn chế.';
comment on column core.narrative_row.remedy is 'Giải pháp cho hạn chế (biểu 3).';
comment on column core.narrative_row.addressee is 'Nơi nhận kiến nghị; trống với mục khác.';
comment on view core.narrative is
'Một dòng là một ý thuyết minh của bài nộp được tính. Nguồn: core.narrative_row, core.counting.';
comment on column core.narrative.submission_id is 'Bài nộp (core.submission).';
comment on column core.narrative.reporting_year is 'Năm báo cáo.';
comment on column core.narrative.unit_code is 'Mã đơn vị (units.csv).';
comment on column core.narrative.row_number is 'Thứ tự của ý trong bài nộp.';
comment on column core.narrative.topic is
'Mục: strengths kết quả, shortcomings hạn chế, causes nguyên nhân, direction phương hướng, '
'proposals kiến nghị.';
comment on column core.narrative.theme is
'Chủ đề: đơn vị chọn (biểu 3), hoặc theo mẫu câu của narrative.toml.';
comment on column core.narrative.text is 'Lời thuyết minh của đơn vị.';
comment on column core.narrative.cause is 'Nguyên nhân của hạn chế.';
comment on column core.narrative.remedy is 'Giải pháp cho hạn chế (biểu 3).';
comment on column core.narrative.addressee is 'Nơi nhận kiến nghị; trống với mục khác.';
