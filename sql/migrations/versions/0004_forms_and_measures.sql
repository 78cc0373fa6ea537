-- One row per status a submission can have, as transforms.rules.statuses declares it.
create table core.status (
    status text primary key,
    label text not null,
    counts boolean not null,
    is_judged boolean not null,
    has_version boolean not null
);
comment on table core.status is
'Một dòng là một trạng thái của bài nộp; nội dung do phần mềm ghi lại mỗi lần nâng cấp.';
comment on column core.status.status is 'Tên trạng thái trong kho dữ liệu.';
comment on column core.status.label is 'Tên trạng thái cho người đọc.';
comment on column core.status.counts is 'Số liệu của bài nộp được tính cho đơn vị và năm.';
comment on column core.status.is_judged is 'Nội dung đã được kiểm tra và lưu.';
comment on column core.status.has_version is 'Là một phiên bản của đơn vị, không phải gửi trùng.';

alter table core.submission drop constraint submission_decision_check;
alter table core.submission drop constraint submission_status_check;

create or replace view core.counting as
select
    s.submission_id, s.reporting_year, s.unit_code, s.declared_count, s.person_count,
    s.quarantined_count
from core.submission s
join core.status t using (status)
where t.counts;

-- The tables of rows follow the form: warehouse/form_tables.py adds what a form declares. What one
-- department asks, another may not: only submission and row are always there.
alter table core.person_row rename to roster_row;
alter table core.roster_row
alter column code_cell drop not null,
alter column code_shown drop not null,
alter column person_key drop not null,
alter column staff_type drop not null,
alter column is_registered drop not null,
alter column is_recognised drop not null,
alter column is_digitally_skilled drop not null,
alter column is_self_updating drop not null,
alter column training_count drop not null;

alter table core.headcount_row drop constraint headcount_row_pkey;
alter table core.headcount_row add column row_number integer, add column row_label text;
update core.headcount_row h
set row_number = n.place
from (
    select
        submission_id,
        staff_type,
        row_number() over (partition by submission_id order by staff_type) as place
    from core.headcount_row
) n
where n.submission_id = h.submission_id and n.staff_type = h.staff_type;
alter table core.headcount_row add primary key (submission_id, row_number);
alter table core.headcount_row
alter column staff_type drop not null,
alter column total_count drop not null,
alter column registered_count drop not null,
alter column assessed_count drop not null,
alter column recognised_count drop not null,
alter column skilled_count drop not null,
alter column self_updating_count drop not null;

alter table core.activity_row add column row_label text;
alter table core.activity_row
alter column task_code drop not null,
alter column content drop not null,
alter column start_date drop not null;

create or replace view core.headcount as
select
    r.submission_id, c.reporting_year, c.unit_code, r.staff_type, r.total_count,
    r.registered_count, r.assessed_count, r.recognised_count, r.skilled_count,
    r.self_updating_count, r.row_number
from core.headcount_row r
join core.counting c using (submission_id);

-- One row per measure and staff type of every submission judged and not rejected. The staff type
-- is null where it is not told, as of people who are set aside: they are in the headcount alone.
create table core.measure (
    submission_id text not null references core.submission on delete cascade,
    reporting_year integer not null,
    unit_code text not null,
    staff_type text,
    measure text not null,
    value bigint not null
);
create index on core.measure (submission_id);
create index on core.measure (reporting_year, unit_code);
comment on table core.measure is
'Một dòng là một số đếm theo đối tượng của một bài nộp đã kiểm tra và không bị trả lại.';
comment on column core.measure.submission_id is 'Bài nộp (core.submission).';
comment on column core.measure.reporting_year is 'Năm báo cáo.';
comment on column core.measure.unit_code is 'Mã đơn vị.';
comment on column core.measure.staff_type is
'Đối tượng; trống khi biểu không cho biết, và với người bị để riêng (chỉ tính vào tổng số khai).';
comment on column core.measure.measure is 'Tên số đếm trong catalog/measures.toml.';
comment on column core.measure.value is 'Giá trị đếm được (người, lượt).';

-- What was loaded before there were measures, counted once as it was then.
insert into core.measure (
    submission_id, reporting_year, unit_code, staff_type, measure, value
)
with judged as (
    select submission_id, reporting_year, unit_code, declared_count
    from core.submission
    where reporting_year is not null and unit_code is not null
),

counted as (
    select r.submission_id, r.staff_type, m.measure, sum(m.value) as value
    from core.roster_row r
    cross join lateral (
        values
        ('headcount', 1),
        ('registered_count', r.is_registered::integer),
        ('assessed_count', (r.score is not null)::integer),
        ('recognised_count', r.is_recognised::integer),
        ('skilled_count', (r.is_recognised and r.is_digitally_skilled)::integer),
        (
            'self_updating_count',
            (r.is_recognised and r.is_digitally_skilled and r.is_self_updating)::integer
        ),
        ('trained_count', (r.training_count > 0)::integer),
        ('class_count', r.training_count)
    ) as m (measure, value)
    group by r.submission_id, r.staff_type, m.measure
    union all
    select h.submission_id, h.staff_type, m.measure, m.value
    from core.headcount_row h
    cross join lateral (
        values
        ('headcount', h.total_count),
        ('registered_count', h.registered_count),
        ('assessed_count', h.assessed_count),
        ('recognised_count', h.recognised_count),
        ('skilled_count', h.skilled_count),
        ('self_updating_count', h.self_updating_count)
    ) as m (measure, value)
),

set_aside as (
    select
        j.submission_id,
        j.declared_count - coalesce(sum(c.value), 0) as value
    from judged j
    join core.submission s using (submission_id)
    left join counted c on c.submission_id = j.submission_id and c.measure = 'headcount'
    where s.decision <> 'rejected' and s.status not in ('duplicate', 'held')
    group by j.submission_id, j.declared_count
)

select j.submission_id, j.reporting_year, j.unit_code, c.staff_type, c.measure, c.value
from judged j
join counted c using (submission_id)
union all
select j.submission_id, j.reporting_year, j.unit_code, null, 'headcount', a.value
from judged j
join set_aside a using (submission_id)
where a.value > 0;
