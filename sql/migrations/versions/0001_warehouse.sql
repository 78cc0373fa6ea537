create schema if not exists core;
create schema if not exists mart;

-- One row: the check value of the secret behind core.person_row.person_key.
create table core.secret_check (
    is_only boolean primary key default true check (is_only),
    check_value text not null
);

-- One row per unit (groups and root included) in force in a reporting year, as it was then.
create table core.unit_year (
    reporting_year integer not null,
    unit_code text not null,
    name text not null,
    unit_type text not null,
    parent_code text,
    pass_score numeric(5, 2) not null,
    is_expected boolean not null,
    position integer not null,
    primary key (reporting_year, unit_code)
);

-- One row per receipt: a source address and the bytes it held. What is not judged yet has no
-- submission; the reporting year is filled in once the file has been read.
create table core.receipt (
    submission_id text primary key,
    source text not null,
    sha256 text not null,
    received_at timestamptz not null,
    reporting_year integer,
    is_read boolean not null default false,
    unique (source, sha256)
);

-- One row per submission: a receipt that has been judged. decision is the file's own verdict,
-- status what it is worth among the unit's versions of that year; feedback_key tells what the
-- feedback last written said.
create table core.submission (
    submission_id text primary key references core.receipt,
    reporting_year integer,
    unit_code text,
    version integer,
    form_version text,
    sha256 text not null,
    source text not null,
    received_at timestamptz not null,
    is_on_time boolean,
    is_identified boolean not null,
    decision text not null check (
        decision in ('rejected', 'partially_accepted', 'accepted_with_warnings', 'accepted')
    ),
    status text not null check (
        status in (
            'rejected', 'partially_accepted', 'accepted_with_warnings', 'accepted',
            'superseded', 'duplicate', 'held'
        )
    ),
    declared_count integer,
    declared_cell text,
    person_count integer,
    quarantined_count integer,
    feedback_key text
);
create index on core.submission (reporting_year, unit_code);

-- One row per line of a submission's sheet `Giải trình`: which warnings it answers, and how.
create table core.answer (
    submission_id text not null references core.submission on delete cascade,
    rule_code text not null,
    sheet text not null,
    cell text not null,
    explanation text not null
);
create index on core.answer (submission_id);

-- One row per change of a submission's status.
create table core.submission_event (
    event_id bigint generated always as identity primary key,
    submission_id text not null references core.submission on delete cascade,
    happened_at timestamptz not null default now(),
    actor text not null,
    from_status text,
    to_status text not null,
    reason text not null
);
create index on core.submission_event (submission_id);

-- One row per wrong cell and rule.
create table core.finding (
    finding_id bigint generated always as identity primary key,
    submission_id text not null references core.submission on delete cascade,
    rule_code text not null,
    severity text not null check (severity in ('critical', 'warning', 'info')),
    sheet text,
    cell text,
    column_name text,
    row_label text,
    value text,
    message text not null,
    explanation text
);
create index on core.finding (submission_id);

-- One row per person not quarantined of every submission not rejected; counting or superseded.
create table core.person_row (
    submission_id text not null references core.submission on delete cascade,
    row_number integer not null,
    row_label text,
    code_cell text not null,
    code_shown text not null,
    person_key text not null,
    staff_type text not null,
    is_registered boolean not null,
    score numeric,
    is_recognised boolean not null,
    is_digitally_skilled boolean not null,
    is_self_updating boolean not null,
    training_count integer not null,
    primary key (submission_id, row_number)
);
create index on core.person_row (person_key);

-- One row per staff type of every form-1 submission not rejected.
create table core.headcount_row (
    submission_id text not null references core.submission on delete cascade,
    staff_type text not null,
    total_count integer not null,
    registered_count integer not null,
    assessed_count integer not null,
    recognised_count integer not null,
    skilled_count integer not null,
    self_updating_count integer not null,
    primary key (submission_id, staff_type)
);

-- One row per activity not quarantined of every submission not rejected.
create table core.activity_row (
    submission_id text not null references core.submission on delete cascade,
    row_number integer not null,
    task_code text not null,
    content text not null,
    start_date date not null,
    end_date date,
    participant_count integer,
    budget_thousand_vnd numeric,
    evidence text,
    primary key (submission_id, row_number)
);

-- One row per topic with text of every submission not rejected.
create table core.narrative_row (
    submission_id text not null references core.submission on delete cascade,
    topic text not null,
    text text not null,
    primary key (submission_id, topic)
);

-- The submission that counts for a unit and year: the latest that is not rejected.
create view core.counting as
select submission_id, reporting_year, unit_code, declared_count, person_count, quarantined_count
from core.submission
where status in ('partially_accepted', 'accepted_with_warnings', 'accepted');

-- The tables that others read hold the rows of counting submissions only.
create view core.roster as
select
    r.submission_id, c.reporting_year, c.unit_code, r.row_number, r.person_key, r.staff_type,
    r.is_registered, r.score, r.is_recognised, r.is_digitally_skilled, r.is_self_updating,
    r.training_count
from core.person_row r
join core.counting c using (submission_id);

create view core.headcount as
select
    r.submission_id, c.reporting_year, c.unit_code, r.staff_type, r.total_count,
    r.registered_count, r.assessed_count, r.recognised_count, r.skilled_count,
    r.self_updating_count
from core.headcount_row r
join core.counting c using (submission_id);

create view core.activity as
select
    r.submission_id, c.reporting_year, c.unit_code, r.row_number, r.task_code, r.content,
    r.start_date, r.end_date, r.participant_count, r.budget_thousand_vnd, r.evidence
from core.activity_row r
join core.counting c using (submission_id);

create view core.narrative as
select r.submission_id, c.reporting_year, c.unit_code, r.topic, r.text
from core.narrative_row r
join core.counting c using (submission_id);

-- One row per year, unit in force (reporting units, groups, root) and indicator.
create table mart.indicator (
    reporting_year integer not null,
    unit_code text not null,
    indicator_code text not null,
    numerator bigint not null,
    denominator bigint not null,
    rate_pct numeric(12, 6),
    target_pct numeric(5, 2),
    target_year integer,
    gap_points numeric(12, 6),
    is_met boolean,
    primary key (reporting_year, unit_code, indicator_code)
);

-- One row per year and reporting unit in force.
create table mart.completeness (
    reporting_year integer not null,
    unit_code text not null,
    is_expected boolean not null,
    is_received boolean not null,
    is_on_time boolean not null,
    status text not null,
    primary key (reporting_year, unit_code)
);
