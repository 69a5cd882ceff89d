-- What the desk needs to find and count dead letters among a million of them, and to send them in again.

-- The shape of a letter: one "rule/field" for each reason, sorted, joined by commas. There are few, so an index on it stays
-- small and is counted at once. A field that is no column's name is left out (clients invent those), and since anybody may
-- write to the topic of the letters, length and number are bounded: an index entry has to fit.
create or replace function letter_shape(reasons jsonb) returns text
    language sql immutable parallel safe
as $$
    select coalesce(string_agg(p.pair, ',' order by p.pair), '') collate "C"
    from (
        select distinct (coalesce(substring(r.reason ->> 'rule' from '^[a-z][a-z-]{0,39}$'), 'other')
            || '/' || coalesce(substring(r.reason ->> 'field' from '^[a-z][a-z0-9_]{0,62}$'), '')) collate "C" as pair
        from jsonb_array_elements(case jsonb_typeof(reasons) when 'array' then reasons else '[]' end) as r (reason)
        order by pair
        limit 15
    ) as p
$$;

-- Any bytes as text: what is not ASCII stands as \ooo, in the payload as in what is looked for. A long payload is found by
-- its beginning.
create or replace function letter_text(payload bytea) returns text
    language sql immutable parallel safe
    return encode(substring(payload from 1 for 4096), 'escape');

alter table dead_letters
    add column if not exists shape text collate "C" not null generated always as (letter_shape(reasons)) stored,
    add column first_letter uuid,
    add column replay       text,
    add column replay_until timestamptz,
    add column state_reason text,
    drop constraint dead_letters_state_check,
    add constraint dead_letters_state_check
        check (state in ('open', 'resolved', 'discarded', 'parked', 'replaced'));

comment on column dead_letters.first_letter is 'The letter of the row''s first attempt; null in that one.';
comment on column dead_letters.next_letter is 'The letter of the row''s next attempt, where that was set aside too; this one is then replaced.';
comment on column dead_letters.replay is 'The batch that the row is on its way with again. Cleared with the state that comes of it.';
comment on column dead_letters.replay_until is 'From then on another replay may take the letter: the first one never came to an end.';
comment on column dead_letters.state_reason is 'Why it was discarded, in the words of whoever did it.';

create index if not exists dead_letters_shape on dead_letters (state, shape, table_name);
create index if not exists dead_letters_time on dead_letters (created_at, id);
create index if not exists dead_letters_state on dead_letters (state, created_at, id);
create index if not exists dead_letters_source on dead_letters (raw_topic, raw_partition, raw_offset);
create index if not exists dead_letters_next on dead_letters (next_letter) where next_letter is not null;
create index dead_letters_first on dead_letters (first_letter) where first_letter is not null;
create index dead_letters_settled on dead_letters (batch_id, state) where state in ('resolved', 'discarded');

-- Free text without this index reads every payload: slow, and still right.
do $$
declare
    home name;
begin
    if not exists (select from pg_extension where extname = 'pg_trgm') then
        create extension if not exists pg_trgm with schema public;
    end if;
    select n.nspname into home
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm';
    execute format(
        'create index if not exists dead_letters_text on dead_letters using gin (letter_text(payload) %I.gin_trgm_ops)',
        home);
exception
    when insufficient_privilege or undefined_file or feature_not_supported then
        raise notice 'no pg_trgm: free text in dead letters is searched without an index';
end
$$;

create table corrections (
  batch_id   text primary key,
  corrects   text not null,
  first_seen timestamptz not null default now()
);
create index corrections_corrects on corrections (corrects, first_seen desc);
comment on table corrections is 'Batches that mend rows which another one brought and which were set aside: each of their rows says so.';

create table replays (
  batch_id          text primary key,
  key_id            text not null,
  filter            jsonb not null,
  overwrite         boolean not null,
  force             boolean not null,
  rate              int not null check (rate > 0),
  letters           bigint not null,
  until             timestamptz not null,
  state             text not null default 'running' check (state in ('running', 'cancelling', 'done', 'cancelled')),
  progress          jsonb,
  problem           text,
  transactional_id  text,
  batches_partition int not null,
  batches_offset    bigint not null,
  lease_owner       text,
  lease_until       timestamptz,
  started_at        timestamptz not null default now(),
  ended_at          timestamptz
) with (fillfactor = 50);
create index replays_started_at on replays (started_at desc);
create index replays_unfinished on replays (lease_until) where state in ('running', 'cancelling');
comment on table replays is 'Replays of many letters. How far one has come is the log''s to say: each of its transactions carries the place of its last letter. Whoever takes over an expired lease fences the transactional id and reads the batches topic from the recorded position.';
comment on column replays.until is 'Letters that came later are not part of it.';
comment on column replays.progress is 'What the last transaction said, for whoever asks; a crash may leave it behind the log.';
