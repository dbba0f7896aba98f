-- Foundation: legal transitions, units, people, rights, sessions, letters, files, journal, duties, once-only forms.
create extension if not exists ltree;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- The database refuses what the rules refuse: one table of legal transitions for every state machine.
-- A test compares it with the tables of the features' rules.ts.
create table legal_transition (
  machine text not null,
  from_state text not null,
  to_state text not null,
  primary key (machine, from_state, to_state)
);

create function refuse_illegal_transition() returns trigger language plpgsql as $$
begin
  if new.state is distinct from old.state and not exists (
    select from legal_transition
    where machine = tg_argv[0] and from_state = old.state and to_state = new.state
  ) then
    raise exception 'illegal transition of %: % -> %', tg_argv[0], old.state, new.state using errcode = '23514';
  end if;
  return new;
end $$;

create table setting (
  key text primary key,
  value jsonb not null
);

-- Territory ------------------------------------------------------------------------------------------------------
create table unit (
  id uuid primary key,
  parent_id uuid references unit,
  region_id uuid not null references unit,
  path ltree not null unique,
  kind text not null check (kind in
    ('region', 'municipal-district', 'city-district', 'city-territorial-department', 'organisation')),
  name text not null,
  short_name text not null,
  created_at timestamptz not null,
  check (kind = 'region' or parent_id is not null)
);
create index unit_path_gist on unit using gist (path);
create index unit_parent on unit (parent_id);
create index unit_name_trgm on unit using gin ((name || ' ' || short_name) gin_trgm_ops);
create unique index unit_name_within_parent on unit (parent_id, name) where kind <> 'organisation';

create table unit_neighbour (
  unit_id uuid not null references unit,
  neighbour_id uuid not null references unit,
  primary key (unit_id, neighbour_id)
);

-- municipality_id: the unit whose curator answers for it (a municipality, or a district department of the big city).
create table organisation (
  unit_id uuid primary key references unit,
  municipality_id uuid not null references unit,
  organisation_kind text not null check (organisation_kind in
    ('school', 'kindergarten', 'additional-education', 'college', 'methodical-service', 'operator', 'authority')),
  acts_on text not null default 'Устава',
  address text not null default '',
  phones text[] not null default '{}',
  emails text[] not null default '{}',
  closed_on date,
  revision integer not null default 1,
  created_by uuid
);
create index organisation_municipality on organisation (municipality_id, unit_id);

create table person (
  id uuid primary key,
  last_name text not null,
  first_name text not null,
  patronymic text,
  gender text not null check (gender in ('female', 'male')),
  name_cases jsonb not null default '{}',
  phones text[] not null default '{}',
  emails text[] not null default '{}',
  created_at timestamptz not null,
  revision integer not null default 1
);
create index person_name_trgm on person using gin
  ((last_name || ' ' || first_name || ' ' || coalesce(patronymic, '')) gin_trgm_ops);

create table appointment (
  id uuid primary key,
  person_id uuid not null references person,
  unit_id uuid not null references unit,
  post text not null,
  staff_category text not null check (staff_category in ('head', 'deputy-head', 'unit-head', 'specialist')),
  starts_on date not null,
  ends_on date,
  check (ends_on is null or ends_on >= starts_on),
  -- an organisation has one head at a time
  constraint appointment_one_head exclude using gist
    (unit_id with =, daterange(starts_on, ends_on, '[)') with &&) where (staff_category = 'head')
);
create index appointment_person on appointment (person_id);
create index appointment_unit on appointment (unit_id);

create table role_grant (
  id uuid primary key,
  person_id uuid not null references person,
  role text not null check (role in
    ('administrator', 'operator', 'committee', 'municipal-curator', 'coordinator', 'organisation-head', 'team-member')),
  unit_id uuid not null references unit,
  starts_on date not null,
  ends_on date,
  granted_by uuid references person,
  granted_at timestamptz not null,
  check (ends_on is null or ends_on >= starts_on)
);
create unique index role_grant_once on role_grant (person_id, role, unit_id) where ends_on is null;
create index role_grant_unit on role_grant (unit_id, role);

-- Accounts -------------------------------------------------------------------------------------------------------
create table account (
  person_id uuid primary key references person,
  email text not null,
  password_hash text,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  disabled_at timestamptz
);
create unique index account_email on account (lower(email));

create table session (
  token_hash text primary key,
  person_id uuid not null references account,
  grant_id uuid references role_grant,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  user_agent text not null default ''
);
create index session_person on session (person_id);

create table one_time_link (
  token_hash text primary key,
  purpose text not null check (purpose in ('first-administrator', 'invitation', 'password-reset')),
  person_id uuid references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- What was typed when the session had expired: given back after signing in again.
create table kept_form (
  token_hash text primary key,
  path text not null,
  fields jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- A form carries a number; the second arrival of the same number changes nothing.
create table submission (
  id uuid primary key,
  person_id uuid,
  action text not null,
  result jsonb,
  created_at timestamptz not null
);

-- Platform -------------------------------------------------------------------------------------------------------
create table mail_message (
  id uuid primary key,
  person_id uuid references person,
  to_email text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  last_error text
);
create index mail_message_recent on mail_message (created_at desc, id desc);
create index mail_message_person on mail_message (person_id, created_at desc);

create table file (
  id uuid primary key,
  name text not null,
  media_type text not null,
  size integer not null check (size > 0),
  sha256 text not null,
  uploaded_by uuid references person,
  created_at timestamptz not null
);

create table journal_entry (
  id uuid primary key,
  at timestamptz not null,
  person_id uuid references person,
  role text,
  region_id uuid references unit,
  subject_type text not null,
  subject_id uuid not null,
  group_id uuid,
  action text not null,
  summary text not null,
  reason text,
  document text,
  facts jsonb not null default '{}'
);
create index journal_subject on journal_entry (subject_type, subject_id, id desc);
create index journal_group on journal_entry (group_id, id desc) where group_id is not null;

-- What the regulation expects of whom now. Rewritten by the transition that changes it, read by the desk.
-- source + subject_id: what a transition replaces at once. A duty belongs to a role at a unit, or to one person.
create table duty (
  id uuid primary key,
  source text not null,
  subject_id uuid not null,
  group_id uuid,
  kind text not null,
  title text not null,
  detail text not null default '',
  clause text not null,
  href text not null,
  action text not null,
  who text not null default '',
  role text not null,
  unit_id uuid references unit,
  person_id uuid references person,
  due_on date,
  since timestamptz not null
);
create index duty_subject on duty (source, subject_id);
create index duty_unit on duty (unit_id, role, due_on);
create index duty_person on duty (person_id, due_on) where person_id is not null;
create index duty_group on duty (group_id, due_on) where group_id is not null;

-- Regulation -----------------------------------------------------------------------------------------------------
create table regulation (
  id uuid primary key,
  unit_id uuid not null unique references unit,
  code text not null,
  title text not null,
  parent_id uuid references regulation
);

create table regulation_version (
  id uuid primary key,
  regulation_id uuid not null references regulation,
  number integer not null,
  content jsonb not null,
  note text not null default '',
  created_at timestamptz not null,
  created_by uuid references person,
  unique (regulation_id, number)
);

create table cycle (
  id uuid primary key,
  region_id uuid not null references unit,
  year integer not null check (year between 2000 and 2100),
  title text not null,
  regulation_version_id uuid not null references regulation_version,
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  agreement_send_by date not null,
  agreement_sign_by date not null check (agreement_sign_by >= agreement_send_by),
  programme_due_on date not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  created_at timestamptz not null,
  created_by uuid references person,
  unique (region_id, year)
);

create table cycle_milestone (
  id uuid primary key,
  cycle_id uuid not null references cycle,
  key text not null,
  title text not null,
  due_on date not null,
  role text not null,
  step integer,
  position integer not null default 0,
  unique (cycle_id, key)
);

create table measure (
  id uuid primary key,
  unit_id uuid not null references unit,
  cycle_id uuid references cycle,
  number integer not null,
  title text not null,
  responsible text not null,
  due jsonb not null,
  due_ends_on date,
  done_on date,
  note text not null default '',
  revision integer not null default 1,
  unique (unit_id, cycle_id, number)
);
