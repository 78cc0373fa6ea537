-- One row per decision about a text of a year's report: edited, left out, or back to the draft.
-- The newest of a text counts; none is ever changed or deleted.
create table core.edited_text (
    edit_id bigint generated always as identity primary key,
    reporting_year integer not null,
    text_key text not null check (text_key <> ''),
    action text not null check (action in ('edited', 'left_out', 'restored')),
    text text check ((action = 'edited') = (text is not null)),
    filed_under text,
    drafted text not null,
    figures text[] not null,
    actor text not null check (actor <> ''),
    reason text not null default '' check (length(reason) <= 1000),
    happened_at timestamptz not null default now()
);
create index on core.edited_text (reporting_year, text_key, edit_id);

comment on table core.edited_text is
'Một dòng là một lần Văn phòng sửa, bỏ hoặc trả lại một lời của báo cáo; dòng mới nhất '
'có hiệu lực. '
'Nguồn: bàn làm việc, make texts.';
comment on column core.edited_text.edit_id is 'Số thứ tự.';
comment on column core.edited_text.reporting_year is 'Năm báo cáo.';
comment on column core.edited_text.text_key is
'Khóa của đoạn, gạch đầu dòng hoặc ô bảng trong báo cáo; không đổi qua các lượt chạy.';
comment on column core.edited_text.action is
'Việc: edited sửa lời, left_out bỏ khỏi báo cáo, restored trả lại lời dự thảo.';
comment on column core.edited_text.text is 'Lời đã sửa; trống khi bỏ hoặc trả lại.';
comment on column core.edited_text.filed_under is
'Chủ đề của dòng trong bảng hạn chế, hoặc nơi nhận của kiến nghị; trống ở các đoạn khác.';
comment on column core.edited_text.drafted is 'Lời dự thảo mà từ đó đã sửa.';
comment on column core.edited_text.figures is 'Các số trong lời dự thảo lúc sửa.';
comment on column core.edited_text.actor is
'Tài khoản của người sửa; make texts khi sửa bằng tệp.';
comment on column core.edited_text.reason is 'Lý do, nếu có ghi.';
comment on column core.edited_text.happened_at is 'Lúc sửa, theo giờ máy chủ kho dữ liệu.';
