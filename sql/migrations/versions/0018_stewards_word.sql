-- One row per decision about a file that does not tell whose it is: assigned to a unit and year,
-- set aside as nobody's, or left to itself again. The newest of a file counts.
create table core.placement (
    placement_id bigint generated always as identity primary key,
    submission_id text not null references core.receipt on delete cascade,
    action text not null check (action in ('assigned', 'set_aside', 'returned')),
    reporting_year integer,
    unit_code text,
    actor text not null check (actor <> ''),
    reason text not null check (reason <> ''),
    happened_at timestamptz not null default now(),
    check ((action = 'assigned') = (reporting_year is not null and unit_code is not null))
);
create index on core.placement (submission_id, placement_id);

-- One row per file of which a decision stands.
create view core.placed as
select distinct on (submission_id)
    submission_id, action, reporting_year, unit_code, actor, reason, happened_at
from core.placement
order by submission_id asc, placement_id desc;

-- One row per decision about a warning of a file: its answer (or its silence) accepted, or asked
-- again. The newest of a warning counts; a new version of the file is asked anew.
create table core.ruling (
    ruling_id bigint generated always as identity primary key,
    submission_id text not null references core.submission on delete cascade,
    rule_code text not null,
    sheet text not null,
    cell text not null,
    action text not null check (action in ('accepted', 'asked_again')),
    actor text not null check (actor <> ''),
    reason text not null check (reason <> ''),
    happened_at timestamptz not null default now()
);
create index on core.ruling (submission_id, rule_code, sheet, cell, ruling_id);

-- One row per warning with what was decided about it, if anything, and whether it is still open:
-- neither answered nor accepted, or asked again.
create view core.query as
with standing as (
    select distinct on (submission_id, rule_code, sheet, cell) *
    from core.ruling
    order by submission_id asc, rule_code asc, sheet asc, cell asc, ruling_id desc
)

select
    f.finding_id, f.submission_id, f.rule_code, f.explanation, r.action, r.actor, r.reason,
    r.happened_at,
    case
        when r.action is null then f.explanation is null
        else r.action = 'asked_again'
    end as is_open
from core.finding f
left join standing r
    on
        r.submission_id = f.submission_id
        and r.rule_code = f.rule_code
        and r.sheet = coalesce(f.sheet, '')
        and r.cell = coalesce(f.cell, '')
where f.severity = 'warning';

alter table core.year_event drop constraint year_event_action_check;
alter table core.year_event add constraint year_event_action_check check (
    action in (
        'frozen', 'released', 'unchanged', 'published', 'unlocked', 'extended', 'rechecked',
        'issued', 'arrival', 'placed'
    )
);
comment on column core.year_event.action is
'Việc: frozen chốt, released thôi chốt, unchanged không đổi, published phát hành, '
'unlocked mở khóa, extended gia hạn, rechecked kiểm tra lại, issued lấy số, arrival sửa ngày nhận, '
'placed ghi tệp của ai.';

comment on table core.placement is
'Một dòng là một quyết định về tệp không rõ đơn vị, năm. '
'Nguồn: assign_file, set_aside_file, return_file.';
comment on column core.placement.placement_id is 'Số thứ tự; quyết định mới nhất có hiệu lực.';
comment on column core.placement.submission_id is 'Tệp (core.receipt).';
comment on column core.placement.action is
'Việc: assigned ghi là của đơn vị và năm, set_aside để riêng, returned thôi, để tệp tự nói.';
comment on column core.placement.reporting_year is 'Năm báo cáo; trống khi không phải assigned.';
comment on column core.placement.unit_code is 'Mã đơn vị; trống khi không phải assigned.';
comment on column core.placement.actor is 'Tài khoản của người quyết định.';
comment on column core.placement.reason is 'Lý do.';
comment on column core.placement.happened_at is 'Lúc quyết định, theo giờ máy chủ kho dữ liệu.';
comment on view core.placed is
'Một dòng là quyết định đang có hiệu lực về một tệp không rõ đơn vị, năm. Nguồn: core.placement.';
comment on column core.placed.submission_id is 'Tệp (core.receipt).';
comment on column core.placed.action is 'Việc, như ở core.placement.';
comment on column core.placed.reporting_year is 'Năm báo cáo, nếu được ghi.';
comment on column core.placed.unit_code is 'Mã đơn vị, nếu được ghi.';
comment on column core.placed.actor is 'Tài khoản của người quyết định.';
comment on column core.placed.reason is 'Lý do.';
comment on column core.placed.happened_at is 'Lúc quyết định.';

comment on table core.ruling is
'Một dòng là một quyết định về một cảnh báo của một tệp. Nguồn: bàn làm việc, trang đơn vị.';
comment on column core.ruling.ruling_id is 'Số thứ tự; quyết định mới nhất có hiệu lực.';
comment on column core.ruling.submission_id is 'Tệp (core.submission).';
comment on column core.ruling.rule_code is 'Mã cảnh báo.';
comment on column core.ruling.sheet is 'Trang tính; rỗng khi cảnh báo không ở trang nào.';
comment on column core.ruling.cell is 'Ô; rỗng khi cảnh báo không ở ô nào.';
comment on column core.ruling.action is
'Việc: accepted chấp nhận (không hỏi nữa), asked_again hỏi lại dù đã giải trình.';
comment on column core.ruling.actor is 'Tài khoản của người quyết định.';
comment on column core.ruling.reason is 'Lý do; khi hỏi lại thì đơn vị đọc lý do này.';
comment on column core.ruling.happened_at is 'Lúc quyết định, theo giờ máy chủ kho dữ liệu.';
comment on view core.query is
'Một dòng là một cảnh báo với quyết định đang có hiệu lực về nó. Nguồn: core.finding, core.ruling.';
comment on column core.query.finding_id is 'Cảnh báo (core.finding).';
comment on column core.query.submission_id is 'Tệp (core.submission).';
comment on column core.query.rule_code is 'Mã cảnh báo.';
comment on column core.query.explanation is 'Giải trình của đơn vị, nếu có.';
comment on column core.query.action is 'Quyết định: accepted, asked_again; trống khi chưa có.';
comment on column core.query.actor is 'Tài khoản của người quyết định.';
comment on column core.query.reason is 'Lý do của quyết định.';
comment on column core.query.happened_at is 'Lúc quyết định.';
comment on column core.query.is_open is
'Còn phải hỏi: chưa giải trình và chưa được chấp nhận, hoặc bị hỏi lại.';
