-- The system schema. Its name comes from the tenant's prefix, so nothing here names it: Flyway sets the search path.
-- All tables of a hot path have a fill factor below 100, so that updates stay on their page and touch no index.

create table api_keys (
  id          text primary key,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  name        text not null,
  scopes      text[] not null check (cardinality(scopes) > 0),
  created_at  timestamptz not null default now(),
  created_by  text not null,
  revoked_at  timestamptz,
  revoked_by  text
);
comment on table api_keys is 'Who may call. Only the SHA-256 of a key is kept; a revoked key stays, so that old batches still know whose they were.';

create table requests (
  key_id            text not null,
  idempotency_key   text not null,
  fingerprint       bytea not null,
  batch_id          text not null unique,
  state             text not null default 'in-flight' check (state in ('in-flight', 'accepted')),
  transactional_id  text,
  batches_partition int,
  batches_offset    bigint,
  given_ids         jsonb,
  answer            jsonb,
  lease_owner       text,
  lease_until       timestamptz,
  created_at        timestamptz not null default now(),
  primary key (key_id, idempotency_key)
) with (fillfactor = 80);
create index requests_created_at on requests (created_at);
comment on table requests is 'Requests with an idempotency key, for 24 h. The lease says who works on one; whoever takes over an expired lease fences the transactional id, reads the batches topic from the recorded position to its end, and only then sends again.';
comment on column requests.fingerprint is 'SHA-256 of method, path and body: the same key with another one is refused.';
comment on column requests.batches_offset is 'End of the batch''s partition of the batches topic before the first attempt to send: its event can''t be earlier.';
comment on column requests.given_ids is 'Ids reserved for rows that came without, by table, so that a retry gives the same ones.';
comment on column requests.answer is 'What was answered once it was accepted; repeated to a retry.';

create table batches (
  batch_id    text primary key,
  source      text,
  key_id      text,
  accepted_at timestamptz,
  first_seen  timestamptz not null default now(),
  last_seen   timestamptz not null default now(),
  details     jsonb
) with (fillfactor = 80);
create index batches_first_seen on batches (first_seen desc, batch_id);
comment on table batches is 'One row per batch, written only by whoever reads the batches topic: all events of a batch are in one partition, so no two writers meet here.';
comment on column batches.accepted_at is 'Null until the edge''s own event was read: the batch is still being received, or a publisher named it.';

create table batch_counts (
  batch_id     text not null,
  table_name   text not null,
  source       text not null check (source in ('edge', 'raw', 'valid', 'dead-letter')),
  partition    int not null,
  received     bigint not null default 0,
  received_sum bigint not null default 0,
  judged       bigint not null default 0,
  judged_sum   bigint not null default 0,
  judged_valid bigint not null default 0,
  judged_dead  bigint not null default 0,
  waiting      bigint not null default 0,
  stored       bigint not null default 0,
  stored_sum   bigint not null default 0,
  dead         bigint not null default 0,
  dead_sum     bigint not null default 0,
  primary key (batch_id, table_name, source, partition)
) with (fillfactor = 80);
comment on table batch_counts is 'The ledger: what became of the rows of a batch, counted in the transaction that made it so. One row for each partition that rows came from, added up when read: one row per batch, shared by all writers, would halve their speed. The sums are of row numbers, so that a loss can''t hide a double.';
comment on column batch_counts.source is 'The kind of topic whose records are counted: edge (the batch''s own event), raw (the validator''s tallies), valid and dead-letter (the sink).';
comment on column batch_counts.waiting is 'Rows that wait for a parent now: goes down again.';
comment on column batch_counts.dead is 'Dead letters of the validator (source dead-letter) and rows that PostgreSQL refused (source valid).';

create table dead_letters (
  id               uuid primary key,
  table_name       text not null,
  batch_id         text not null,
  row_number       bigint,
  key              text,
  payload_key      bytea,
  payload          bytea,
  content_type     text,
  columns          text,
  reasons          jsonb not null,
  raw_topic        text not null,
  raw_partition    int not null,
  raw_offset       bigint not null,
  letter_topic     text,
  letter_partition int,
  letter_offset    bigint,
  attempt          int not null default 1,
  state            text not null default 'open' check (state in ('open', 'resolved', 'discarded', 'parked')),
  state_at         timestamptz not null default now(),
  state_by         text,
  next_letter      uuid,
  created_at       timestamptz not null default now()
) with (fillfactor = 90);
create index dead_letters_table on dead_letters (table_name, created_at desc, id);
create index dead_letters_batch on dead_letters (batch_id, row_number);
create index dead_letters_reasons on dead_letters using gin (reasons jsonb_path_ops);
comment on table dead_letters is 'Rows that were set aside, with their bytes as they came and every reason.';
comment on column dead_letters.id is 'Derives from topic id, partition and offset of the judged record: the same record read twice is one letter.';
comment on column dead_letters.reasons is 'List of {rule, field, message}.';
comment on column dead_letters.letter_topic is 'Where the letter itself stands in the log; null until it does (a row that PostgreSQL refused).';
comment on column dead_letters.state_by is 'The batch of the replay that resolved it, or the id of the API key that discarded it.';
comment on column dead_letters.next_letter is 'What became of its replay, where that was set aside too.';

create table sessions (
  id            bigint generated always as identity primary key,
  instance      text not null,
  backend_pid   int not null,
  backend_start timestamptz not null,
  opened_at     timestamptz not null default now()
);
comment on table sessions is 'Connections that write tables. A new owner of a partition ends the backend of the one before: a client that is frozen in a COPY holds its locks, and nothing less ends it. Pid and start time together name a backend.';

create table offsets (
  topic       text not null,
  partition   int not null,
  cluster_id  text not null,
  topic_id    text not null,
  next_offset bigint not null check (next_offset >= 0),
  session_id  bigint,
  updated_at  timestamptz not null default now(),
  primary key (topic, partition)
) with (fillfactor = 50);
comment on table offsets is 'How far each partition has been written to the tables. Moved in the rows'' own transaction, by a compare-and-set on next_offset and session_id that is its first statement: an owner that was replaced moves nothing and rolls back.';
comment on column offsets.topic_id is 'With cluster_id, tells a topic from another of the same name: a change stops the partition until the operator says reset.';

create table outbox (
  id            bigint generated always as identity primary key,
  topic         text not null,
  partition     int not null,
  key           bytea,
  value         bytea,
  header_names  text[] not null default '{}',
  header_values bytea[] not null default '{}',
  created_at    timestamptz not null default now(),
  check (cardinality(header_names) = cardinality(header_values))
);
comment on table outbox is 'Records that a transaction of ours owes to the log: dead letters of refused rows, and the row as it stands, so that log and table agree again. Deleted once the log has them.';
