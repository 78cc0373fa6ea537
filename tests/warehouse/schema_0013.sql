-- A warehouse as the software of schema 0013 left it: a year of two units, published as version 1, a
-- file held since. Written by its own steps and pg_dump; never edited.
--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: core; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA core;


--
-- Name: mart; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA mart;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: access_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.access_log (
    access_id bigint NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    sha256 text NOT NULL,
    submission_id text,
    reporting_year integer,
    unit_code text,
    CONSTRAINT access_log_action_check CHECK ((action = ANY (ARRAY['original'::text, 'feedback'::text, 'look'::text, 'upload'::text]))),
    CONSTRAINT access_log_actor_check CHECK ((actor <> ''::text))
);


--
-- Name: access_log_access_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.access_log ALTER COLUMN access_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME core.access_log_access_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: activity_row; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.activity_row (
    submission_id text NOT NULL,
    row_number integer NOT NULL,
    task_code text,
    content text,
    start_date date,
    end_date date,
    participant_count integer,
    budget_thousand_vnd numeric,
    evidence text,
    row_label text
);


--
-- Name: status; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.status (
    status text NOT NULL,
    label text NOT NULL,
    counts boolean NOT NULL,
    is_judged boolean NOT NULL,
    has_version boolean NOT NULL
);


--
-- Name: submission; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.submission (
    submission_id text NOT NULL,
    reporting_year integer,
    unit_code text,
    version integer,
    form_version text,
    sha256 text NOT NULL,
    source text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    is_on_time boolean,
    is_identified boolean NOT NULL,
    decision text NOT NULL,
    status text NOT NULL,
    declared_count integer,
    declared_cell text,
    person_count integer,
    quarantined_count integer,
    feedback_key text
);


--
-- Name: counting; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.counting AS
 SELECT s.submission_id,
    s.reporting_year,
    s.unit_code,
    s.declared_count,
    s.person_count,
    s.quarantined_count
   FROM (core.submission s
     JOIN core.status t USING (status))
  WHERE t.counts;


--
-- Name: activity; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.activity AS
 SELECT r.submission_id,
    c.reporting_year,
    c.unit_code,
    r.row_number,
    r.task_code,
    r.content,
    r.start_date,
    r.end_date,
    r.participant_count,
    r.budget_thousand_vnd,
    r.evidence
   FROM (core.activity_row r
     JOIN core.counting c USING (submission_id));


--
-- Name: alembic_version; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: answer; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.answer (
    submission_id text NOT NULL,
    rule_code text NOT NULL,
    sheet text NOT NULL,
    cell text NOT NULL,
    explanation text NOT NULL,
    answer_cell text
);


--
-- Name: approval; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.approval (
    reporting_year integer NOT NULL,
    inputs_hash text NOT NULL,
    decision text NOT NULL,
    decided_by text NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    run_id text NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_as text NOT NULL,
    CONSTRAINT approval_decided_by_check CHECK ((decided_by <> ''::text)),
    CONSTRAINT approval_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'refused'::text]))),
    CONSTRAINT approval_reason_check CHECK ((length(reason) <= 1000))
);


--
-- Name: dispatch; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.dispatch (
    reporting_year integer NOT NULL,
    version integer NOT NULL,
    recipient text NOT NULL,
    claimed_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone
);


--
-- Name: extension; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.extension (
    reporting_year integer NOT NULL,
    unit_code text NOT NULL,
    deadline date NOT NULL
);


--
-- Name: finding; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.finding (
    finding_id bigint NOT NULL,
    submission_id text NOT NULL,
    rule_code text NOT NULL,
    severity text NOT NULL,
    sheet text,
    cell text,
    column_name text,
    row_label text,
    value text,
    message text NOT NULL,
    explanation text,
    CONSTRAINT finding_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'warning'::text, 'info'::text])))
);


--
-- Name: finding_finding_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.finding ALTER COLUMN finding_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME core.finding_finding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: headcount_row; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.headcount_row (
    submission_id text NOT NULL,
    staff_type text,
    total_count integer,
    registered_count integer,
    assessed_count integer,
    recognised_count integer,
    skilled_count integer,
    self_updating_count integer,
    row_number integer NOT NULL,
    row_label text
);


--
-- Name: headcount; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.headcount AS
 SELECT r.submission_id,
    c.reporting_year,
    c.unit_code,
    r.staff_type,
    r.total_count,
    r.registered_count,
    r.assessed_count,
    r.recognised_count,
    r.skilled_count,
    r.self_updating_count,
    r.row_number
   FROM (core.headcount_row r
     JOIN core.counting c USING (submission_id));


--
-- Name: info_row; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.info_row (
    submission_id text NOT NULL,
    row_number integer NOT NULL,
    row_label text,
    cut_off_date date,
    recognition_decision text,
    approved_date date
);


--
-- Name: info; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.info AS
 SELECT r.submission_id,
    c.reporting_year,
    c.unit_code,
    r.row_number,
    r.cut_off_date,
    r.recognition_decision,
    r.approved_date
   FROM (core.info_row r
     JOIN core.counting c USING (submission_id));


--
-- Name: measure; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.measure (
    submission_id text NOT NULL,
    reporting_year integer NOT NULL,
    unit_code text NOT NULL,
    staff_type text,
    measure text NOT NULL,
    value bigint NOT NULL
);


--
-- Name: narrative_row; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.narrative_row (
    submission_id text NOT NULL,
    topic text NOT NULL,
    text text NOT NULL,
    row_number integer NOT NULL,
    theme text,
    cause text,
    remedy text,
    addressee text
);


--
-- Name: narrative; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.narrative AS
 SELECT r.submission_id,
    c.reporting_year,
    c.unit_code,
    r.row_number,
    r.topic,
    r.theme,
    r.text,
    r.cause,
    r.remedy,
    r.addressee
   FROM (core.narrative_row r
     JOIN core.counting c USING (submission_id));


--
-- Name: receipt; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.receipt (
    submission_id text NOT NULL,
    source text NOT NULL,
    sha256 text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    reporting_year integer,
    is_read boolean DEFAULT false NOT NULL,
    arrival text NOT NULL,
    modified_at timestamp with time zone,
    first_seen_at timestamp with time zone,
    register_number text,
    CONSTRAINT receipt_arrival_check CHECK ((arrival = ANY (ARRAY['recorded'::text, 'register'::text, 'modified'::text, 'first_seen'::text])))
);


--
-- Name: report; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.report (
    reporting_year integer NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    inputs_hash text NOT NULL,
    catalogue_hash text NOT NULL,
    files jsonb NOT NULL,
    figures jsonb NOT NULL,
    basis jsonb NOT NULL,
    approved_by text NOT NULL,
    approved_at timestamp with time zone NOT NULL,
    approval_reason text NOT NULL,
    published_at timestamp with time zone DEFAULT now() NOT NULL,
    issued_number text,
    issued_on date,
    signed_sha256 text,
    CONSTRAINT report_kind_check CHECK ((kind = ANY (ARRAY['published'::text, 'replacement'::text]))),
    CONSTRAINT report_version_check CHECK ((version > 0))
);


--
-- Name: roster_row; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.roster_row (
    submission_id text CONSTRAINT person_row_submission_id_not_null NOT NULL,
    row_number integer CONSTRAINT person_row_row_number_not_null NOT NULL,
    row_label text,
    code_cell text,
    code_shown text,
    person_key text,
    staff_type text,
    is_registered boolean,
    score numeric,
    is_recognised boolean,
    is_digitally_skilled boolean,
    is_self_updating boolean,
    training_count integer
);


--
-- Name: roster; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.roster AS
 SELECT r.submission_id,
    c.reporting_year,
    c.unit_code,
    r.row_number,
    r.person_key,
    r.staff_type,
    r.is_registered,
    r.score,
    r.is_recognised,
    r.is_digitally_skilled,
    r.is_self_updating,
    r.training_count
   FROM (core.roster_row r
     JOIN core.counting c USING (submission_id));


--
-- Name: secret_check; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.secret_check (
    is_only boolean DEFAULT true NOT NULL,
    check_value text NOT NULL,
    CONSTRAINT secret_check_is_only_check CHECK (is_only)
);


--
-- Name: submission_event; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.submission_event (
    event_id bigint NOT NULL,
    submission_id text NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    from_status text,
    to_status text NOT NULL,
    reason text NOT NULL
);


--
-- Name: submission_event_event_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.submission_event ALTER COLUMN event_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME core.submission_event_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: unit_year; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.unit_year (
    reporting_year integer NOT NULL,
    unit_code text NOT NULL,
    name text NOT NULL,
    unit_type text NOT NULL,
    parent_code text,
    pass_score numeric(5,2) NOT NULL,
    is_expected boolean NOT NULL,
    "position" integer NOT NULL
);


--
-- Name: year_event; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.year_event (
    event_id bigint NOT NULL,
    reporting_year integer NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    state text,
    reason text NOT NULL,
    run_id text,
    CONSTRAINT year_event_action_check CHECK ((action = ANY (ARRAY['frozen'::text, 'released'::text, 'unchanged'::text, 'published'::text, 'unlocked'::text, 'extended'::text, 'rechecked'::text, 'issued'::text, 'arrival'::text]))),
    CONSTRAINT year_event_state_check CHECK ((state = ANY (ARRAY['open'::text, 'frozen'::text, 'locked'::text])))
);


--
-- Name: year_event_event_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.year_event ALTER COLUMN event_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME core.year_event_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: year_state; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.year_state AS
 SELECT DISTINCT ON (reporting_year) reporting_year,
    state,
    actor,
    happened_at,
    reason,
    run_id
   FROM core.year_event
  WHERE (state IS NOT NULL)
  ORDER BY reporting_year, event_id DESC;


--
-- Name: completeness; Type: TABLE; Schema: mart; Owner: -
--

CREATE TABLE mart.completeness (
    reporting_year integer NOT NULL,
    unit_code text NOT NULL,
    is_expected boolean NOT NULL,
    is_received boolean NOT NULL,
    is_on_time boolean NOT NULL,
    status text NOT NULL
);


--
-- Name: indicator; Type: TABLE; Schema: mart; Owner: -
--

CREATE TABLE mart.indicator (
    reporting_year integer NOT NULL,
    unit_code text NOT NULL,
    indicator_code text NOT NULL,
    numerator bigint NOT NULL,
    denominator bigint NOT NULL,
    rate_pct numeric(12,6),
    target_pct numeric(5,2),
    target_year integer,
    gap_points numeric(12,6),
    is_met boolean
);


--
-- Data for Name: access_log; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.access_log (access_id, happened_at, actor, action, sha256, submission_id, reporting_year, unit_code) FROM stdin;
\.


--
-- Data for Name: activity_row; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.activity_row (submission_id, row_number, task_code, content, start_date, end_date, participant_count, budget_thousand_vnd, evidence, row_label) FROM stdin;
\.


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.alembic_version (version_num) FROM stdin;
0013
\.


--
-- Data for Name: answer; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.answer (submission_id, rule_code, sheet, cell, explanation, answer_cell) FROM stdin;
\.


--
-- Data for Name: approval; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.approval (reporting_year, inputs_hash, decision, decided_by, decided_at, reason, run_id, recorded_at, decided_as) FROM stdin;
2024	8c3cb33b32f00e99bbeb6d010240f62a31d091de2f565173127521484be92bbb	approved	leader	2024-12-02 01:00:00+00	Đồng ý		2026-11-27 14:14:40.24914+00	leader
\.


--
-- Data for Name: dispatch; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.dispatch (reporting_year, version, recipient, claimed_at, sent_at) FROM stdin;
\.


--
-- Data for Name: extension; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.extension (reporting_year, unit_code, deadline) FROM stdin;
\.


--
-- Data for Name: finding; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.finding (finding_id, submission_id, rule_code, severity, sheet, cell, column_name, row_label, value, message, explanation) FROM stdin;
1	529aa779035c056c80c5d7df0a8a2edb	F07	critical	Thông tin	B7	Tổng số người	\N	9	Tổng số người khai báo thiếu, không đọc được hoặc không khớp với số người trong biểu (khai báo 9, trong biểu có 2). Hãy sửa tổng số hoặc danh sách cho khớp; đơn vị không có người thì ghi số không.	\N
2	4b0e698b33f0abc0e16045d56ab03e36	F01	critical	\N	\N	\N	\N	\N	Không đọc được tệp như một bảng tính (tệp văn bản hoặc CSV; hãy mở bằng Excel, chọn Lưu thành, loại .xlsx). Hãy mở biểu mẫu của năm trong Excel, điền lại, lưu dạng .xlsx không đặt mật khẩu và gửi lại.	\N
\.


--
-- Data for Name: headcount_row; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.headcount_row (submission_id, staff_type, total_count, registered_count, assessed_count, recognised_count, skilled_count, self_updating_count, row_number, row_label) FROM stdin;
\.


--
-- Data for Name: info_row; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.info_row (submission_id, row_number, row_label, cut_off_date, recognition_decision, approved_date) FROM stdin;
e6e8a168b988a31569f758a2d45ac55a	1	\N	2024-11-15	Quyết định số 12/QĐ-STNMT ngày 10/11/2024	2024-11-18
\.


--
-- Data for Name: measure; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.measure (submission_id, reporting_year, unit_code, staff_type, measure, value) FROM stdin;
e6e8a168b988a31569f758a2d45ac55a	2024	A	public_employee	headcount	3
e6e8a168b988a31569f758a2d45ac55a	2024	A	public_employee	registered_count	3
e6e8a168b988a31569f758a2d45ac55a	2024	A	public_employee	assessed_count	3
e6e8a168b988a31569f758a2d45ac55a	2024	A	public_employee	recognised_count	1
e6e8a168b988a31569f758a2d45ac55a	2024	A	public_employee	skilled_count	1
e6e8a168b988a31569f758a2d45ac55a	2024	A	public_employee	self_updating_count	1
e6e8a168b988a31569f758a2d45ac55a	2024	A	public_employee	trained_count	3
e6e8a168b988a31569f758a2d45ac55a	2024	A	public_employee	class_count	6
\.


--
-- Data for Name: narrative_row; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.narrative_row (submission_id, topic, text, row_number, theme, cause, remedy, addressee) FROM stdin;
e6e8a168b988a31569f758a2d45ac55a	strengths	Nhiều người tự học.	1	Khác	\N	\N	\N
\.


--
-- Data for Name: receipt; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.receipt (submission_id, source, sha256, received_at, reporting_year, is_read, arrival, modified_at, first_seen_at, register_number) FROM stdin;
e6e8a168b988a31569f758a2d45ac55a	a.xlsx	c88e5717869e767013adebe7b234637953b89f6490f3ce772a9516b790cac8b1	2024-10-01 08:00:00+00	2024	t	modified	2024-10-01 08:00:00+00	2026-11-27 14:14:21.305559+00	\N
529aa779035c056c80c5d7df0a8a2edb	b.xlsx	294f6dbb968f5bce66ad2fef79d8c8da8694cb74ed25aeec67f1f690c22bbaa3	2024-10-01 08:00:00+00	2024	t	modified	2024-10-01 08:00:00+00	2026-11-27 14:14:21.305559+00	\N
4b0e698b33f0abc0e16045d56ab03e36	rac.xlsx	ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad	2024-10-01 08:00:00+00	\N	t	modified	2024-10-01 08:00:00+00	2026-11-27 14:14:21.305559+00	\N
842480901e082c0b018b665fb64f0d79	a2.xlsx	ecf7a63e771d41b92f603ff9295363268e200cf6b086b85eed353c1eee83597d	2024-11-22 01:00:00+00	2024	t	modified	2024-11-22 01:00:00+00	2026-11-27 14:14:40.437705+00	\N
\.


--
-- Data for Name: report; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.report (reporting_year, version, kind, inputs_hash, catalogue_hash, files, figures, basis, approved_by, approved_at, approval_reason, published_at, issued_number, issued_on, signed_sha256) FROM stdin;
2024	1	published	8c3cb33b32f00e99bbeb6d010240f62a31d091de2f565173127521484be92bbb	17218059ff5c9e419bacaa59978e5788e5c3a640a2610d4cf872cc1ff2406f15	{"bao-cao.pdf": "033932b37f9f04bfcbd4c30ecaa5334d1d75d41d8c5297b13ab9b3905a849de3", "bao-cao.docx": "5e9c9618a50aca4f7a55370a2b8914b33e6837ef965c2dffdabe7ecfc99b4c39", "bao-cao.html": "1849e577e99eb14318fef42b97971e8c18c5329c4d67e736a5a77c8b1489683b", "phu-luc.xlsx": "25142b18fcaf72e8f2326f092eb339844b2e1888a6756bd6a0148af81b9a6841", "van-ban.json": "701509050693c489afe3d1eedeb037343ef98795fc7a4557ed4ce76dae86bc04", "truy-vet.xlsx": "68585db7e4847e6b817693cf71faa13104a2163994b4da979a3b8597c6c0be89"}	{"BD/A/rate": "100,0%", "BD/S/rate": "100,0%", "DK/A/rate": "100,0%", "DK/S/rate": "100,0%", "KNS/A/rate": "100,0%", "KNS/S/rate": "100,0%", "TCN/A/rate": "100,0%", "TCN/S/rate": "100,0%", "BD/S/bounds": "50,0% - 100,0%", "BD/S/people": "3/3", "CDHT/A/rate": "33,3%", "CDHT/S/rate": "33,3%", "DK/S/bounds": "50,0% - 100,0%", "DK/S/people": "3/3", "KNS/S/bounds": "25,0% - 100,0%", "KNS/S/people": "1/1", "TCN/S/bounds": "25,0% - 100,0%", "TCN/S/people": "1/1", "TCN_T/A/rate": "100,0%", "CDHT/S/bounds": "16,7% - 66,7%", "CDHT/S/people": "1/3", "KNS/S/gap/2025": "–", "KNS/S/gap/2030": "–", "TCN/S/gap/2025": "–", "TCN/S/gap/2030": "–", "CDHT/S/gap/2025": "–", "CDHT/S/gap/2030": "–", "staff/total/headcount": "3", "coverage/counted_units": "1", "coverage/on_time_units": "1", "coverage/counted_people": "3", "coverage/expected_units": "2", "coverage/received_units": "2", "staff/total/class_count": "6", "coverage/expected_people": "3", "staff/total/skilled_count": "1", "staff/total/trained_count": "3", "staff/total/assessed_count": "3", "coverage/quarantined_people": "0", "staff/total/recognised_count": "1", "staff/total/registered_count": "3", "staff/public_employee/headcount": "3", "staff/total/self_updating_count": "1", "staff/public_employee/class_count": "6", "staff/public_employee/skilled_count": "1", "staff/public_employee/trained_count": "3", "staff/public_employee/assessed_count": "3", "staff/public_employee/recognised_count": "1", "staff/public_employee/registered_count": "3", "staff/public_employee/self_updating_count": "1"}	{"counts": {"BD/A": [3, 3], "BD/B": [0, 0], "BD/S": [3, 3], "DK/A": [3, 3], "DK/B": [0, 0], "DK/S": [3, 3], "KNS/A": [1, 1], "KNS/B": [0, 0], "KNS/S": [1, 1], "TCN/A": [1, 1], "TCN/B": [0, 0], "TCN/S": [1, 1], "CDHT/A": [1, 3], "CDHT/B": [0, 0], "CDHT/S": [1, 3], "TCN_T/A": [1, 1], "TCN_T/B": [0, 0], "TCN_T/S": [1, 1]}, "submissions": {"A": ["e6e8a168b988a31569f758a2d45ac55a", 1]}}	leader	2024-12-02 01:00:00+00	Đồng ý	2026-11-27 14:14:40.276358+00	\N	\N	\N
\.


--
-- Data for Name: roster_row; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.roster_row (submission_id, row_number, row_label, code_cell, code_shown, person_key, staff_type, is_registered, score, is_recognised, is_digitally_skilled, is_self_updating, training_count) FROM stdin;
e6e8a168b988a31569f758a2d45ac55a	4	1	B4	văn bản, 2 ký tự	b476ddc24d5828f4141a145cbe626194ddd62823c8a727d86e70fb08a6f6414f	public_employee	t	85.0	t	t	t	2
e6e8a168b988a31569f758a2d45ac55a	5	2	B5	văn bản, 2 ký tự	997d1eca4defde11018975c2416e6269179b37d080ea94aa3cb1586147df4b59	public_employee	t	85.0	f	f	f	2
e6e8a168b988a31569f758a2d45ac55a	6	3	B6	văn bản, 2 ký tự	3e90eba55c83bd25777a6624c5b3d10737dde0eee86b9f0931d8265e6186c77f	public_employee	t	85.0	f	f	f	2
\.


--
-- Data for Name: secret_check; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.secret_check (is_only, check_value) FROM stdin;
t	cd56219ee59befaf457fa6997dff9eb106eefd0c5d642d61c13a1e3823ca5b02
\.


--
-- Data for Name: status; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.status (status, label, counts, is_judged, has_version) FROM stdin;
accepted	nhận	t	t	t
accepted_with_warnings	nhận, có cảnh báo	t	t	t
partially_accepted	nhận một phần	t	t	t
rejected	trả lại	f	t	t
superseded	đã thay	f	t	t
held	chờ mở khóa	f	f	t
duplicate	gửi trùng	f	f	f
missing	chưa gửi	f	f	f
\.


--
-- Data for Name: submission; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.submission (submission_id, reporting_year, unit_code, version, form_version, sha256, source, received_at, is_on_time, is_identified, decision, status, declared_count, declared_cell, person_count, quarantined_count, feedback_key) FROM stdin;
e6e8a168b988a31569f758a2d45ac55a	2024	A	1	2	c88e5717869e767013adebe7b234637953b89f6490f3ce772a9516b790cac8b1	a.xlsx	2024-10-01 08:00:00+00	t	t	accepted	accepted	3	B7	3	0	d937738bc0b8fc6e299b6f104290f60d
529aa779035c056c80c5d7df0a8a2edb	2024	B	1	2	294f6dbb968f5bce66ad2fef79d8c8da8694cb74ed25aeec67f1f690c22bbaa3	b.xlsx	2024-10-01 08:00:00+00	t	t	rejected	rejected	9	B7	2	0	847126f21332514d7b523857e9313379
4b0e698b33f0abc0e16045d56ab03e36	\N	\N	\N	\N	ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad	rac.xlsx	2024-10-01 08:00:00+00	\N	f	rejected	rejected	\N	\N	\N	\N	f5065594e8bc7b55b054768013a7413d
842480901e082c0b018b665fb64f0d79	2024	A	2	2	ecf7a63e771d41b92f603ff9295363268e200cf6b086b85eed353c1eee83597d	a2.xlsx	2024-11-22 01:00:00+00	f	t	accepted	held	3	B7	3	0	\N
\.


--
-- Data for Name: submission_event; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.submission_event (event_id, submission_id, happened_at, actor, from_status, to_status, reason) FROM stdin;
1	e6e8a168b988a31569f758a2d45ac55a	2026-11-27 14:14:29.31804+00	collect_submissions	\N	accepted	tiếp nhận
2	529aa779035c056c80c5d7df0a8a2edb	2026-11-27 14:14:29.31804+00	collect_submissions	\N	rejected	tiếp nhận
3	842480901e082c0b018b665fb64f0d79	2026-11-27 14:14:43.757141+00	collect_submissions	\N	held	tiếp nhận
\.


--
-- Data for Name: unit_year; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.unit_year (reporting_year, unit_code, name, unit_type, parent_code, pass_score, is_expected, "position") FROM stdin;
2024	S	Sở	group	\N	80.00	f	1
2024	A	Đơn vị A	public	S	80.00	t	2
2024	B	Đơn vị B	public	S	80.00	t	3
\.


--
-- Data for Name: year_event; Type: TABLE DATA; Schema: core; Owner: -
--

COPY core.year_event (event_id, reporting_year, happened_at, actor, action, state, reason, run_id) FROM stdin;
1	2024	2026-11-27 14:14:30.425123+00	publish_report	frozen	frozen	lập bản trình duyệt	
2	2024	2026-11-27 14:14:40.276358+00	leader	published	locked	Đồng ý	
\.


--
-- Data for Name: completeness; Type: TABLE DATA; Schema: mart; Owner: -
--

COPY mart.completeness (reporting_year, unit_code, is_expected, is_received, is_on_time, status) FROM stdin;
2024	A	t	t	t	accepted
2024	B	t	t	f	rejected
\.


--
-- Data for Name: indicator; Type: TABLE DATA; Schema: mart; Owner: -
--

COPY mart.indicator (reporting_year, unit_code, indicator_code, numerator, denominator, rate_pct, target_pct, target_year, gap_points, is_met) FROM stdin;
2024	S	CDHT	1	3	33.333333	60.00	2025	-26.666667	f
2024	S	KNS	1	1	100.000000	70.00	2025	30.000000	t
2024	S	TCN	1	1	100.000000	60.00	2025	40.000000	t
2024	S	TCN_T	1	1	100.000000	60.00	2025	40.000000	t
2024	S	DK	3	3	100.000000	\N	\N	\N	\N
2024	S	BD	3	3	100.000000	\N	\N	\N	\N
2024	A	CDHT	1	3	33.333333	60.00	2025	-26.666667	f
2024	A	KNS	1	1	100.000000	70.00	2025	30.000000	t
2024	A	TCN	1	1	100.000000	60.00	2025	40.000000	t
2024	A	TCN_T	1	1	100.000000	60.00	2025	40.000000	t
2024	A	DK	3	3	100.000000	\N	\N	\N	\N
2024	A	BD	3	3	100.000000	\N	\N	\N	\N
2024	B	CDHT	0	0	\N	60.00	2025	\N	\N
2024	B	KNS	0	0	\N	70.00	2025	\N	\N
2024	B	TCN	0	0	\N	60.00	2025	\N	\N
2024	B	TCN_T	0	0	\N	60.00	2025	\N	\N
2024	B	DK	0	0	\N	\N	\N	\N	\N
2024	B	BD	0	0	\N	\N	\N	\N	\N
\.


--
-- Name: access_log_access_id_seq; Type: SEQUENCE SET; Schema: core; Owner: -
--

SELECT pg_catalog.setval('core.access_log_access_id_seq', 1, false);


--
-- Name: finding_finding_id_seq; Type: SEQUENCE SET; Schema: core; Owner: -
--

SELECT pg_catalog.setval('core.finding_finding_id_seq', 3, true);


--
-- Name: submission_event_event_id_seq; Type: SEQUENCE SET; Schema: core; Owner: -
--

SELECT pg_catalog.setval('core.submission_event_event_id_seq', 3, true);


--
-- Name: year_event_event_id_seq; Type: SEQUENCE SET; Schema: core; Owner: -
--

SELECT pg_catalog.setval('core.year_event_event_id_seq', 2, true);


--
-- Name: access_log access_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.access_log
    ADD CONSTRAINT access_log_pkey PRIMARY KEY (access_id);


--
-- Name: activity_row activity_row_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.activity_row
    ADD CONSTRAINT activity_row_pkey PRIMARY KEY (submission_id, row_number);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: approval approval_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.approval
    ADD CONSTRAINT approval_pkey PRIMARY KEY (reporting_year, inputs_hash, run_id, decided_at);


--
-- Name: dispatch dispatch_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.dispatch
    ADD CONSTRAINT dispatch_pkey PRIMARY KEY (reporting_year, version);


--
-- Name: extension extension_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.extension
    ADD CONSTRAINT extension_pkey PRIMARY KEY (reporting_year, unit_code);


--
-- Name: finding finding_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (finding_id);


--
-- Name: headcount_row headcount_row_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.headcount_row
    ADD CONSTRAINT headcount_row_pkey PRIMARY KEY (submission_id, row_number);


--
-- Name: info_row info_row_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.info_row
    ADD CONSTRAINT info_row_pkey PRIMARY KEY (submission_id, row_number);


--
-- Name: narrative_row narrative_row_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.narrative_row
    ADD CONSTRAINT narrative_row_pkey PRIMARY KEY (submission_id, topic, row_number);


--
-- Name: roster_row person_row_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.roster_row
    ADD CONSTRAINT person_row_pkey PRIMARY KEY (submission_id, row_number);


--
-- Name: receipt receipt_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.receipt
    ADD CONSTRAINT receipt_pkey PRIMARY KEY (submission_id);


--
-- Name: receipt receipt_source_sha256_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.receipt
    ADD CONSTRAINT receipt_source_sha256_key UNIQUE (source, sha256);


--
-- Name: report report_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (reporting_year, version);


--
-- Name: secret_check secret_check_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.secret_check
    ADD CONSTRAINT secret_check_pkey PRIMARY KEY (is_only);


--
-- Name: status status_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.status
    ADD CONSTRAINT status_pkey PRIMARY KEY (status);


--
-- Name: submission_event submission_event_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.submission_event
    ADD CONSTRAINT submission_event_pkey PRIMARY KEY (event_id);


--
-- Name: submission submission_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (submission_id);


--
-- Name: unit_year unit_year_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.unit_year
    ADD CONSTRAINT unit_year_pkey PRIMARY KEY (reporting_year, unit_code);


--
-- Name: year_event year_event_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.year_event
    ADD CONSTRAINT year_event_pkey PRIMARY KEY (event_id);


--
-- Name: completeness completeness_pkey; Type: CONSTRAINT; Schema: mart; Owner: -
--

ALTER TABLE ONLY mart.completeness
    ADD CONSTRAINT completeness_pkey PRIMARY KEY (reporting_year, unit_code);


--
-- Name: indicator indicator_pkey; Type: CONSTRAINT; Schema: mart; Owner: -
--

ALTER TABLE ONLY mart.indicator
    ADD CONSTRAINT indicator_pkey PRIMARY KEY (reporting_year, unit_code, indicator_code);


--
-- Name: access_log_reporting_year_unit_code_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX access_log_reporting_year_unit_code_idx ON core.access_log USING btree (reporting_year, unit_code);


--
-- Name: access_log_sha256_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX access_log_sha256_idx ON core.access_log USING btree (sha256);


--
-- Name: answer_submission_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX answer_submission_id_idx ON core.answer USING btree (submission_id);


--
-- Name: finding_submission_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX finding_submission_id_idx ON core.finding USING btree (submission_id);


--
-- Name: measure_reporting_year_unit_code_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX measure_reporting_year_unit_code_idx ON core.measure USING btree (reporting_year, unit_code);


--
-- Name: measure_submission_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX measure_submission_id_idx ON core.measure USING btree (submission_id);


--
-- Name: person_row_person_key_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX person_row_person_key_idx ON core.roster_row USING btree (person_key);


--
-- Name: submission_event_submission_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX submission_event_submission_id_idx ON core.submission_event USING btree (submission_id);


--
-- Name: submission_reporting_year_unit_code_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX submission_reporting_year_unit_code_idx ON core.submission USING btree (reporting_year, unit_code);


--
-- Name: year_event_reporting_year_event_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX year_event_reporting_year_event_id_idx ON core.year_event USING btree (reporting_year, event_id);


--
-- Name: activity_row activity_row_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.activity_row
    ADD CONSTRAINT activity_row_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.submission(submission_id) ON DELETE CASCADE;


--
-- Name: answer answer_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.answer
    ADD CONSTRAINT answer_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.submission(submission_id) ON DELETE CASCADE;


--
-- Name: dispatch dispatch_reporting_year_version_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.dispatch
    ADD CONSTRAINT dispatch_reporting_year_version_fkey FOREIGN KEY (reporting_year, version) REFERENCES core.report(reporting_year, version);


--
-- Name: finding finding_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.finding
    ADD CONSTRAINT finding_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.submission(submission_id) ON DELETE CASCADE;


--
-- Name: headcount_row headcount_row_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.headcount_row
    ADD CONSTRAINT headcount_row_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.submission(submission_id) ON DELETE CASCADE;


--
-- Name: info_row info_row_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.info_row
    ADD CONSTRAINT info_row_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.submission(submission_id) ON DELETE CASCADE;


--
-- Name: measure measure_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.measure
    ADD CONSTRAINT measure_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.submission(submission_id) ON DELETE CASCADE;


--
-- Name: narrative_row narrative_row_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.narrative_row
    ADD CONSTRAINT narrative_row_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.submission(submission_id) ON DELETE CASCADE;


--
-- Name: roster_row person_row_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.roster_row
    ADD CONSTRAINT person_row_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.submission(submission_id) ON DELETE CASCADE;


--
-- Name: submission submission_decision_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.submission
    ADD CONSTRAINT submission_decision_fkey FOREIGN KEY (decision) REFERENCES core.status(status) ON UPDATE CASCADE;


--
-- Name: submission_event submission_event_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.submission_event
    ADD CONSTRAINT submission_event_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.submission(submission_id) ON DELETE CASCADE;


--
-- Name: submission submission_status_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.submission
    ADD CONSTRAINT submission_status_fkey FOREIGN KEY (status) REFERENCES core.status(status) ON UPDATE CASCADE;


--
-- Name: submission submission_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.submission
    ADD CONSTRAINT submission_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.receipt(submission_id);


--
-- PostgreSQL database dump complete
--


