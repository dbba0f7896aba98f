-- The mentoring cycle: registry, groups, agreements, programmes, reports.

-- Step 1: registry -----------------------------------------------------------------------------------------------
create table team (
  id uuid primary key,
  cycle_id uuid not null references cycle,
  organisation_id uuid not null references unit,
  municipality_id uuid not null references unit,
  standing text not null check (standing in ('experienced', 'developing')),
  state text not null check (state in ('draft', 'submitted', 'returned', 'registered', 'withdrawn')),
  head_person_id uuid not null references person,
  note text not null default '',
  remarks text not null default '',
  results text not null default '',
  group_count integer not null default 0 check (group_count >= 0),
  created_by uuid references person,
  created_at timestamptz not null,
  submitted_at timestamptz,
  registered_at timestamptz,
  revision integer not null default 1
);
-- an organisation is present once in a cycle, whatever its standing, unless withdrawn
create unique index team_organisation_once on team (cycle_id, organisation_id) where state <> 'withdrawn';
create index team_list on team (cycle_id, state, municipality_id, id);
create trigger team_transition before update of state on team
  for each row execute function refuse_illegal_transition('team');

-- code: of the regulation, or null for the team's own direction; key: code, or 'own:' and the normalised text.
create table team_direction (
  team_id uuid not null references team on delete cascade,
  key text not null,
  code text,
  title text not null,
  statement text not null default '',
  position integer not null,
  primary key (team_id, key)
);
create index team_direction_key on team_direction (key, team_id);

create table team_member (
  id uuid primary key,
  team_id uuid not null references team on delete cascade,
  person_id uuid not null references person,
  post text not null,
  staff_category text not null check (staff_category in ('head', 'deputy-head', 'unit-head', 'specialist')),
  position integer not null,
  unique (team_id, person_id)
);
create index team_member_person on team_member (person_id);

create table team_evidence (
  id uuid primary key,
  team_id uuid not null references team on delete cascade,
  title text not null,
  description text not null default '',
  link text not null default '',
  file_id uuid references file,
  created_at timestamptz not null,
  created_by uuid references person
);
create index team_evidence_team on team_evidence (team_id);

-- Places a unit may still fill, per standing: taken by a guarded update, never counted.
create table registry_quota (
  cycle_id uuid not null references cycle,
  unit_id uuid not null references unit,
  standing text not null,
  places integer not null check (places >= 0),
  taken integer not null default 0,
  primary key (cycle_id, unit_id, standing),
  check (taken between 0 and places)
);

-- Supervision at entry and exit: difficulty 0..3 of a team by direction.
create table supervision (
  id uuid primary key,
  team_id uuid not null references team,
  group_id uuid,
  kind text not null check (kind in ('entry', 'exit')),
  direction_key text not null,
  difficulty integer not null check (difficulty between 0 and 3),
  comment text not null default '',
  filled_at timestamptz not null,
  filled_by uuid references person
);
create unique index supervision_once on supervision (team_id, kind, direction_key, coalesce(group_id, team_id));

-- Step 2: groups -------------------------------------------------------------------------------------------------
create table mentoring_group (
  id uuid primary key,
  cycle_id uuid not null references cycle,
  region_id uuid not null references unit,
  municipality_id uuid not null references unit,
  title text not null,
  origin text not null check (origin in ('operator', 'application')),
  state text not null check (state in
    ('proposed', 'agreed', 'declined', 'ordered', 'contracted', 'running', 'summing-up', 'closed', 'dissolved')),
  step integer not null check (step between 2 and 6),
  regulation_version_id uuid not null references regulation_version,
  overlay_version_id uuid references regulation_version,
  many_to_many boolean not null default false,
  term_months integer not null,
  extension_months integer not null default 0,
  extensions_count integer not null default 0,
  coordinator_id uuid references person,
  starts_on date,
  ends_on date,
  finished_early_on date,
  sum_up_by date,
  activities_total integer not null default 0,
  activities_done integer not null default 0,
  activities_part integer not null default 0,
  activities_not_done integer not null default 0,
  search_text text not null default '',
  created_by uuid references person,
  created_at timestamptz not null,
  closed_at timestamptz,
  revision integer not null default 1
);
create index mentoring_group_list on mentoring_group (cycle_id, state, municipality_id, id);
create index mentoring_group_coordinator on mentoring_group (coordinator_id);
create index mentoring_group_search on mentoring_group using gin (search_text gin_trgm_ops);
create trigger mentoring_group_transition before update of state on mentoring_group
  for each row execute function refuse_illegal_transition('group');

create table group_direction (
  group_id uuid not null references mentoring_group on delete cascade,
  key text not null,
  code text,
  title text not null,
  position integer not null,
  primary key (group_id, key)
);
create index group_direction_key on group_direction (key, group_id);

-- organisation_id and municipality_id repeat the team's: the scope of every list stands on them.
create table group_team (
  group_id uuid not null references mentoring_group on delete cascade,
  team_id uuid not null references team,
  organisation_id uuid not null references unit,
  municipality_id uuid not null references unit,
  standing text not null check (standing in ('experienced', 'developing')),
  consent text not null check (consent in ('pending', 'consented', 'declined')),
  consent_reason text not null default '',
  consent_by uuid references person,
  consent_at timestamptz,
  joined_on date not null,
  left_on date,
  primary key (group_id, team_id)
);
create index group_team_team on group_team (team_id);
create index group_team_organisation on group_team (organisation_id);
create index group_team_municipality on group_team (municipality_id);

-- The next thing expected in a group, kept by the duties it derives from: the overview sorts by it.
create table group_next (
  group_id uuid primary key,
  title text not null,
  role text not null,
  actor text not null,
  due_on date,
  open_count integer not null
);
create index group_next_due on group_next (due_on, group_id);

create table service_memo (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  number text not null,
  dated_on date not null,
  ground text not null check (ground in ('party-request', 'party-failure', 'other')),
  explanation text not null,
  leaving_team_id uuid not null references team,
  joining_team_id uuid not null references team,
  state text not null check (state in ('sent', 'ordered', 'declined')),
  answer text not null default '',
  written_by uuid not null references person,
  created_at timestamptz not null
);
create unique index service_memo_open on service_memo (group_id) where state = 'sent';
create trigger service_memo_transition before update of state on service_memo
  for each row execute function refuse_illegal_transition('service-memo');

create table extension_request (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  team_id uuid references team,
  months integer not null,
  reason text not null,
  state text not null check (state in ('sent', 'ordered', 'declined')),
  answer text not null default '',
  requested_by uuid not null references person,
  created_at timestamptz not null
);
create unique index extension_request_open on extension_request (group_id) where state = 'sent';
create trigger extension_request_transition before update of state on extension_request
  for each row execute function refuse_illegal_transition('extension-request');

-- The register of orders; file_id is the issued document, which never changes afterwards.
create table order_register (
  id uuid primary key,
  region_id uuid not null references unit,
  year integer not null,
  number text not null,
  dated_on date not null,
  kind text not null check (kind in ('composition', 'replacement', 'extension', 'early-finish', 'dissolution')),
  title text not null,
  group_id uuid not null references mentoring_group,
  ground text not null,
  memo_id uuid references service_memo,
  file_id uuid references file,
  issued_by uuid references person,
  issued_at timestamptz not null,
  unique (region_id, year, number)
);
create index order_register_list on order_register (region_id, dated_on desc, id desc);
create index order_register_group on order_register (group_id);

-- The next free number of a kind of document in a year.
create table document_counter (
  region_id uuid not null references unit,
  year integer not null,
  kind text not null,
  last integer not null,
  primary key (region_id, year, kind)
);

create table consultation (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  topic text not null,
  state text not null check (state in ('open', 'answered', 'closed')),
  asked_by uuid not null references person,
  created_at timestamptz not null,
  revision integer not null default 1
);
create index consultation_group on consultation (group_id, id desc);
create trigger consultation_transition before update of state on consultation
  for each row execute function refuse_illegal_transition('consultation');

create table consultation_message (
  id uuid primary key,
  consultation_id uuid not null references consultation on delete cascade,
  person_id uuid not null references person,
  role text not null,
  body text not null,
  created_at timestamptz not null
);
create index consultation_message_thread on consultation_message (consultation_id, id);

-- Step 3: agreement ----------------------------------------------------------------------------------------------
create table agreement (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  number text not null,
  state text not null check (state in ('draft', 'sent', 'signed', 'superseded')),
  body text not null,
  file_id uuid references file,
  send_by date not null,
  sign_by date not null,
  created_at timestamptz not null,
  created_by uuid references person,
  sent_on date,
  signed_on date,
  revision integer not null default 1
);
create unique index agreement_one_in_force on agreement (group_id) where state <> 'superseded';
create trigger agreement_transition before update of state on agreement
  for each row execute function refuse_illegal_transition('agreement');

-- team_id is null for the operator's signature.
create table agreement_party (
  id uuid primary key,
  agreement_id uuid not null references agreement on delete cascade,
  unit_id uuid not null references unit,
  team_id uuid references team,
  position integer not null,
  signer text not null default '',
  signer_post text not null default '',
  signed_on date,
  scan_file_id uuid references file,
  recorded_by uuid references person,
  recorded_at timestamptz,
  unique (agreement_id, unit_id)
);

-- Steps 4 and 5: programme ---------------------------------------------------------------------------------------
-- One row a version: version 1 is the programme, later ones are amendments.
create table programme (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  version integer not null,
  state text not null check (state in
    ('draft', 'endorsed', 'on-approval', 'returned', 'approved', 'superseded', 'abandoned')),
  period_from date not null,
  period_to date not null check (period_to > period_from),
  goals text not null default '',
  meetings text not null default '',
  broadcast text not null default '',
  summary text not null default '',
  remarks text not null default '',
  operator_contact text not null default '',
  curator_contact text not null default '',
  approved_on date,
  approved_by uuid references person,
  created_by uuid references person,
  created_at timestamptz not null,
  revision integer not null default 1,
  unique (group_id, version)
);
-- at most one version is being written, and at most one is in force
create unique index programme_one_in_work on programme (group_id)
  where state in ('draft', 'endorsed', 'on-approval', 'returned');
create unique index programme_one_in_force on programme (group_id) where state = 'approved';
create trigger programme_transition before update of state on programme
  for each row execute function refuse_illegal_transition('programme');

create table programme_direction (
  programme_id uuid not null references programme on delete cascade,
  key text not null,
  title text not null,
  position integer not null,
  primary key (programme_id, key)
);

create table programme_endorsement (
  programme_id uuid not null references programme on delete cascade,
  team_id uuid not null references team,
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (programme_id, team_id)
);

create table working_group_member (
  id uuid primary key,
  programme_id uuid not null references programme on delete cascade,
  team_id uuid not null references team,
  position integer not null,
  full_name text not null,
  post text not null,
  phones text[] not null default '{}',
  emails text[] not null default '{}',
  is_leader boolean not null default false,
  is_contact boolean not null default false,
  person_id uuid references person,
  revision integer not null default 1
);
create index working_group_member_list on working_group_member (programme_id, team_id, position);
create unique index working_group_one_leader on working_group_member (programme_id, team_id) where is_leader;

-- key stays the same across versions: a mark belongs to the activity, not to a version of it.
create table activity (
  id uuid primary key,
  programme_id uuid not null references programme on delete cascade,
  key uuid not null,
  stage integer not null check (stage between 1 and 3),
  position integer not null,
  title text not null,
  transfer_form text,
  due jsonb not null,
  due_from date,
  due_to date,
  responsible text[] not null default '{}',
  themes jsonb not null default '[]',
  cancelled boolean not null default false,
  standard_number integer,
  revision integer not null default 1,
  changed_by uuid references person,
  changed_at timestamptz,
  unique (programme_id, key)
);
create index activity_order on activity (programme_id, stage, position);

create table activity_mark (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  activity_key uuid not null,
  state text not null check (state in ('done', 'part', 'not-done')),
  on_date date not null,
  result text not null default '',
  reason text not null default '',
  marked_by uuid references person,
  marked_at timestamptz not null,
  revision integer not null default 1,
  unique (group_id, activity_key)
);

create table activity_evidence (
  id uuid primary key,
  mark_id uuid not null references activity_mark on delete cascade,
  file_id uuid not null references file,
  created_at timestamptz not null
);
create index activity_evidence_mark on activity_evidence (mark_id);

-- Step 6: summing-up ---------------------------------------------------------------------------------------------
create table information_report (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  team_id uuid not null references team,
  state text not null check (state in ('draft', 'submitted')),
  figures jsonb,
  goals_reached text not null default '',
  conclusions text not null default '',
  file_id uuid references file,
  created_at timestamptz not null,
  submitted_at timestamptz,
  submitted_by uuid references person,
  revision integer not null default 1,
  unique (group_id, team_id)
);
create trigger information_report_transition before update of state on information_report
  for each row execute function refuse_illegal_transition('information-report');

create table final_report (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  team_id uuid not null references team,
  state text not null check (state in ('draft', 'sent', 'returned', 'accepted', 'received')),
  figures jsonb,
  assessment text not null default '',
  dynamics text not null default '',
  relations text not null default '',
  recommendations text not null default '',
  remarks text not null default '',
  file_id uuid references file,
  created_at timestamptz not null,
  sent_at timestamptz,
  sent_by uuid references person,
  accepted_at timestamptz,
  accepted_by uuid references person,
  received_at timestamptz,
  received_by uuid references person,
  revision integer not null default 1,
  unique (group_id)
);
create trigger final_report_transition before update of state on final_report
  for each row execute function refuse_illegal_transition('final-report');

create table relations_answer (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  team_id uuid not null references team,
  person_id uuid not null references person,
  scores jsonb not null,
  comment text not null default '',
  answered_at timestamptz not null,
  unique (group_id, person_id)
);

create table critical_analysis (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  team_id uuid not null references team,
  body text not null,
  written_by uuid references person,
  written_at timestamptz not null,
  revision integer not null default 1,
  unique (group_id, team_id)
);

create table results_presentation (
  id uuid primary key,
  group_id uuid not null references mentoring_group,
  presented_on date not null,
  place text not null,
  description text not null default '',
  file_id uuid references file,
  recorded_by uuid references person,
  recorded_at timestamptz not null
);
create index results_presentation_group on results_presentation (group_id);

-- Legal transitions, equal to the tables of the features' rules.ts (tests/transitions.database.test.ts).
insert into legal_transition (machine, from_state, to_state) values
  ('team', 'draft', 'submitted'), ('team', 'draft', 'withdrawn'),
  ('team', 'submitted', 'registered'), ('team', 'submitted', 'returned'), ('team', 'submitted', 'withdrawn'),
  ('team', 'returned', 'submitted'), ('team', 'returned', 'withdrawn'), ('team', 'registered', 'withdrawn'),
  ('group', 'proposed', 'agreed'), ('group', 'proposed', 'declined'), ('group', 'proposed', 'dissolved'),
  ('group', 'agreed', 'ordered'), ('group', 'agreed', 'declined'), ('group', 'agreed', 'dissolved'),
  ('group', 'ordered', 'contracted'), ('group', 'ordered', 'dissolved'),
  ('group', 'contracted', 'running'), ('group', 'contracted', 'dissolved'),
  ('group', 'running', 'summing-up'), ('group', 'running', 'dissolved'),
  ('group', 'summing-up', 'running'), ('group', 'summing-up', 'closed'), ('group', 'summing-up', 'dissolved'),
  ('service-memo', 'sent', 'ordered'), ('service-memo', 'sent', 'declined'),
  ('extension-request', 'sent', 'ordered'), ('extension-request', 'sent', 'declined'),
  ('consultation', 'open', 'answered'), ('consultation', 'answered', 'open'),
  ('consultation', 'open', 'closed'), ('consultation', 'answered', 'closed'),
  ('agreement', 'draft', 'sent'), ('agreement', 'draft', 'superseded'), ('agreement', 'sent', 'signed'),
  ('agreement', 'sent', 'superseded'), ('agreement', 'signed', 'superseded'),
  ('programme', 'draft', 'endorsed'), ('programme', 'endorsed', 'draft'), ('programme', 'endorsed', 'on-approval'),
  ('programme', 'on-approval', 'approved'), ('programme', 'on-approval', 'returned'),
  ('programme', 'returned', 'draft'), ('programme', 'returned', 'endorsed'),
  ('programme', 'approved', 'superseded'),
  ('programme', 'draft', 'abandoned'), ('programme', 'endorsed', 'abandoned'),
  ('programme', 'on-approval', 'abandoned'), ('programme', 'returned', 'abandoned'),
  ('information-report', 'draft', 'submitted'), ('information-report', 'submitted', 'draft'),
  ('final-report', 'draft', 'sent'), ('final-report', 'sent', 'returned'), ('final-report', 'sent', 'accepted'),
  ('final-report', 'returned', 'sent'), ('final-report', 'accepted', 'received');
