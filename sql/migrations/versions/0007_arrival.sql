-- When a file arrived, and how that is known; what its own clock said stays beside it.
alter table core.receipt
add column arrival text not null default 'modified'
check (arrival in ('recorded', 'register', 'modified', 'first_seen')),
add column modified_at timestamptz,
add column first_seen_at timestamptz,
add column register_number text;
update core.receipt set modified_at = received_at;
alter table core.receipt alter column arrival drop default;

comment on column core.receipt.arrival is
'Cách biết lúc nhận: recorded (người vận hành), register (sổ đến), modified (giờ tệp), first_seen.';
comment on column core.receipt.modified_at is 'Giờ sửa cuối của tệp ở hộp thư đến.';
comment on column core.receipt.first_seen_at is
'Lúc phần mềm thấy tệp lần đầu; trống với tệp nhận trước khi có cột này.';
comment on column core.receipt.register_number is 'Số đến ghi ở sổ đến (so-den.csv).';

alter table core.year_event drop constraint year_event_action_check;
alter table core.year_event add constraint year_event_action_check check (
    action in (
        'frozen', 'released', 'unchanged', 'published', 'unlocked', 'extended', 'rechecked',
        'issued', 'arrival'
    )
);
comment on column core.year_event.action is
'Việc: frozen chốt, released thôi chốt, unchanged không đổi, published phát hành, '
'unlocked mở khóa, extended gia hạn, rechecked kiểm tra lại, issued lấy số, arrival sửa ngày nhận.';
