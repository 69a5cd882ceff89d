create table restores (
  id          text primary key,
  request     jsonb not null,
  by          text not null,
  state       text not null,
  remembering boolean not null default false,
  cancelled   boolean not null default false,
  started_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  ended_at    timestamptz,
  plan        jsonb,
  orphans     jsonb not null default '[]',
  since       jsonb,
  published   bigint not null default 0,
  outcome     jsonb,
  problem     text
);
create index restores_started_at on restores (started_at desc);
comment on table restores is 'Restores of tables through the log. One is open at a time; what is not ended goes on after a start.';
comment on column restores.id is 'Also the id of its batch: what became of each restored row is in the ledger under it.';
comment on column restores.remembering is 'From before the comparison until every restored row is stored, whoever writes tables remembers which keys were written.';
comment on column restores.since is 'By topic, how far each partition was stored when table and backup were compared.';
comment on column restores.published is 'How many rows of the difference are known to be in the log; the log itself may know of more.';

create table restore_writes (
  topic          text not null,
  partition      int not null,
  key            bytea not null,
  written_offset bigint not null,
  primary key (topic, partition, key)
) with (fillfactor = 80);
comment on table restore_writes is 'While a restore is open, the keys that were written by others, and where last: those rows win over restored ones.';

create table restore_overtaken (
  restore_id text not null,
  topic      text not null,
  partition  int not null,
  key        bytea not null,
  primary key (restore_id, topic, partition, key)
);
comment on table restore_overtaken is 'Restored rows that were not stored, since their keys had been written after the comparison.';

create table drills (
  backup     text not null,
  drilled_at timestamptz not null default now(),
  whole      boolean not null,
  findings   jsonb not null default '[]',
  primary key (backup, drilled_at)
);
comment on table drills is 'Trial restores of backups into a scratch schema: the proof that they can be restored.';

create table backup_schedule (
  only_row   boolean primary key default true check (only_row),
  cron       text not null,
  tables     text[],
  keep_last  int,
  keep_days  int,
  set_at     timestamptz not null default now(),
  last_name  text,
  last_at    timestamptz,
  last_problem text
);
comment on table backup_schedule is 'When backups are taken by themselves, and how long those are kept.';
