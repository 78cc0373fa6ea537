-- One row per decision about a reporting year: who, when, why, and the state it brought the year
-- into; null where it left the state alone.
create table core.year_event (
    event_id bigint generated always as identity primary key,
    reporting_year integer not null,
    happened_at timestamptz not null default now(),
    actor text not null,
    action text not null check (
        action in (
            'frozen', 'released', 'unchanged', 'published', 'unlocked', 'extended', 'rechecked',
            'issued'
        )
    ),
    state text check (state in ('open', 'frozen', 'locked')),
    reason text not null,
    run_id text
);
create index on core.year_event (reporting_year, event_id);

-- One row per year that was ever frozen: the state it is in. A year without a row is open.
create view core.year_state as
select distinct on (reporting_year) reporting_year, state, actor, happened_at, reason, run_id
from core.year_event
where state is not null
order by reporting_year asc, event_id desc;

-- One row per published version of a year's report. files are names with their SHA-256; figures the
-- texts it printed by key, basis the counts and submissions behind them, for the next one to be
-- compared with. What the clerk gave it comes later.
create table core.report (
    reporting_year integer not null,
    version integer not null check (version > 0),
    kind text not null check (kind in ('published', 'replacement')),
    inputs_hash text not null,
    catalogue_hash text not null,
    files jsonb not null,
    figures jsonb not null,
    basis jsonb not null,
    approved_by text not null,
    approved_at timestamptz not null,
    approval_reason text not null,
    published_at timestamptz not null default now(),
    issued_number text,
    issued_on date,
    signed_sha256 text,
    primary key (reporting_year, version)
);

-- One row per unit and year whose deadline a steward moved; why and by whom is in core.year_event.
create table core.extension (
    reporting_year integer not null,
    unit_code text not null,
    deadline date not null,
    primary key (reporting_year, unit_code)
);
