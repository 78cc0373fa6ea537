-- One row per published version handed to the clerk. A claim without sent_at is a mail of which
-- nobody knows whether it went out: the process died in between.
create table core.dispatch (
    reporting_year integer not null,
    version integer not null,
    recipient text not null,
    claimed_at timestamptz not null default now(),
    sent_at timestamptz,
    primary key (reporting_year, version),
    foreign key (reporting_year, version) references core.report
);
