alter table core.answer add column answer_cell text;
comment on column core.answer.answer_cell is
'Ô của lời giải trình ở trang Giải trình; trống nếu được đọc trước khi có cột này.';
