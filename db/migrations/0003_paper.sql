-- Paper in, paper out: issued documents with their codes, long work with progress, files that were read.

-- Documents ------------------------------------------------------------------------------------------------------
-- What was made of a document's text is kept as two files and never made again. A draft has no issued_at: its code
-- answers nothing until it is issued. A revoked one stays readable and its code says that it is no longer in force.
create table issued_document (
  id uuid primary key,
  code text not null unique check (code ~ '^[0-9A-Z]{12}$'),
  region_id uuid not null references unit,
  group_id uuid references mentoring_group,
  kind text not null,
  number text not null default '',
  dated_on date not null,
  title text not null,
  docx_file_id uuid not null references file,
  pdf_file_id uuid not null references file,
  created_at timestamptz not null,
  created_by uuid references person,
  issued_at timestamptz,
  revoked_at timestamptz,
  check (revoked_at is null or issued_at is not null)
);
create index issued_document_group on issued_document (group_id, created_at desc, id desc);
create index issued_document_region on issued_document (region_id, created_at desc, id desc);

-- An issued document never changes: only its being issued and revoked is written, once each.
create function keep_issued_document() returns trigger language plpgsql as $$
begin
  if old.issued_at is not null
    and (to_jsonb(new) - 'revoked_at') is distinct from (to_jsonb(old) - 'revoked_at') then
    raise exception 'an issued document never changes' using errcode = '23514';
  end if;
  if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
    raise exception 'a document is revoked once' using errcode = '23514';
  end if;
  return new;
end
$$;
create trigger issued_document_kept before update on issued_document
  for each row execute function keep_issued_document();

alter table order_register add column document_id uuid references issued_document;
alter table agreement add column document_id uuid references issued_document;
alter table service_memo add column document_id uuid references issued_document;
alter table programme add column document_id uuid references issued_document;
alter table programme add column amendment_document_id uuid references issued_document;
alter table information_report add column document_id uuid references issued_document;
alter table final_report add column document_id uuid references issued_document;

-- Long work ------------------------------------------------------------------------------------------------------
create table task (
  id uuid primary key,
  kind text not null,
  title text not null,
  person_id uuid not null references person,
  -- the actor as they asked for it
  actor jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  done integer not null default 0 check (done >= 0),
  total integer not null default 0 check (total >= 0),
  -- what is being done now, or why it failed: a Russian sentence
  note text not null default '',
  input jsonb not null,
  result jsonb,
  file_id uuid references file,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index task_person on task (person_id, created_at desc, id desc);

-- Reading --------------------------------------------------------------------------------------------------------
-- A file that was read and waits for its person to check it; nothing of it is in the registry before that.
create table reading (
  id uuid primary key,
  kind text not null check (kind in ('participants', 'programme', 'organisations', 'registry')),
  person_id uuid not null references person,
  region_id uuid not null references unit,
  municipality_id uuid references unit,
  group_id uuid references mentoring_group,
  file_name text not null,
  file_id uuid references file,
  -- what was recognised, with places and doubts
  found jsonb not null,
  -- what came of saving it
  outcome jsonb,
  task_id uuid references task,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index reading_person on reading (person_id, created_at desc, id desc);
