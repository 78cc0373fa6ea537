-- One row per unit and year whose blank workbook lies in its outbox as we wrote it.
create table core.blank (
    reporting_year integer not null,
    unit_code text not null,
    name text not null,
    sha256 text not null,
    written_at timestamptz not null default now(),
    primary key (reporting_year, unit_code)
);

-- One row per mail of a morning, also where nobody sends it. A claim without sent_at is a mail of
-- which nobody knows whether it went out: the process died, or the line dropped, in between.
create table core.mail (
    mail_id bigint generated always as identity primary key,
    reporting_year integer not null,
    morning date not null,
    audience text not null check (audience in ('unit', 'head', 'leader', 'office')),
    unit_code text not null default '',
    recipient text,
    subject text not null,
    body text not null,
    planned_at timestamptz not null default now(),
    claimed_at timestamptz,
    sent_at timestamptz,
    refusal text,
    unique (reporting_year, morning, audience, unit_code),
    check (sent_at is null or claimed_at is not null)
);

-- One row per unit and step of the calendar that it was reminded at: never twice for a step.
create table core.reminder (
    reporting_year integer not null,
    unit_code text not null,
    audience text not null,
    days_before integer not null,
    mail_id bigint not null references core.mail on delete cascade,
    primary key (reporting_year, unit_code, audience, days_before)
);
create index on core.reminder (mail_id);

comment on table core.blank is
'Một dòng là biểu mẫu trắng của một đơn vị và năm đã đặt vào hộp thư đi. Nguồn: open_campaign.';
comment on column core.blank.reporting_year is 'Năm báo cáo.';
comment on column core.blank.unit_code is 'Mã đơn vị.';
comment on column core.blank.name is 'Tên tệp trong OUTBOX/<mã đơn vị>.';
comment on column core.blank.sha256 is
'Mã băm SHA-256 của tệp đã đặt; tệp ở hộp thư đi có mã khác là đã có người sửa, không ghi đè.';
comment on column core.blank.written_at is 'Lúc ghi, theo giờ máy chủ kho dữ liệu.';

comment on table core.mail is
'Một dòng là một thư của một buổi sáng trong đợt báo cáo, kể cả thư để chép tay. '
'Nguồn: remind_units.';
comment on column core.mail.mail_id is 'Số thứ tự.';
comment on column core.mail.reporting_year is 'Năm báo cáo.';
comment on column core.mail.morning is 'Buổi sáng mà thư được soạn (ngày của lượt chạy).';
comment on column core.mail.audience is
'Gửi cho: unit đơn vị, head thủ trưởng đơn vị, leader lãnh đạo Văn phòng, office Văn phòng.';
comment on column core.mail.unit_code is
'Mã đơn vị mà thư nói đến; để rỗng ở thư về nhiều đơn vị.';
comment on column core.mail.recipient is
'Địa chỉ nhận (units.csv); trống khi danh mục không có địa chỉ.';
comment on column core.mail.subject is 'Tiêu đề thư.';
comment on column core.mail.body is 'Nội dung thư dạng chữ; không có dữ liệu cá nhân.';
comment on column core.mail.planned_at is 'Lúc soạn, theo giờ máy chủ kho dữ liệu.';
comment on column core.mail.claimed_at is
'Lúc bắt đầu giao cho máy chủ thư; trống khi chưa giao, hoặc máy chủ thư chắc chắn đã từ chối.';
comment on column core.mail.sent_at is
'Lúc máy chủ thư nhận; trống mà claimed_at có giờ là không rõ đã đi chưa.';
comment on column core.mail.refusal is 'Máy chủ thư từ chối vì sao, ở lần thử gần nhất.';

comment on table core.reminder is
'Một dòng là một bước nhắc (calendar.toml) đã dùng cho một đơn vị. Nguồn: remind_units.';
comment on column core.reminder.reporting_year is 'Năm báo cáo.';
comment on column core.reminder.unit_code is 'Mã đơn vị.';
comment on column core.reminder.audience is
'Bước gửi cho: unit đơn vị, head thủ trưởng đơn vị, leader lãnh đạo Văn phòng.';
comment on column core.reminder.days_before is 'Số ngày trước hạn của đơn vị; số âm: sau hạn.';
comment on column core.reminder.mail_id is 'Thư mang lời nhắc.';
