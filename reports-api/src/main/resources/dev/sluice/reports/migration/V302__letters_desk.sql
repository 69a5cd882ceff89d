-- What the desk needs to find and count dead letters among a million of them.

-- The shape of a letter: one "rule/field" for each reason, sorted, joined by commas. There are few, so an index on it stays
-- small and is counted at once. A field that is no column's name is left out (clients invent those), and since anybody may
-- write to the topic of the letters, length and number are bounded: an index entry has to fit.
create function letter_shape(reasons jsonb) returns text
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
create function letter_text(payload bytea) returns text
    language sql immutable parallel safe
    return encode(substring(payload from 1 for 4096), 'escape');

alter table dead_letters
    add column shape text collate "C" not null generated always as (letter_shape(reasons)) stored;

create index dead_letters_shape on dead_letters (state, shape, table_name);
create index dead_letters_time on dead_letters (created_at, id);
create index dead_letters_state on dead_letters (state, created_at, id);
create index dead_letters_source on dead_letters (raw_topic, raw_partition, raw_offset);
create index dead_letters_next on dead_letters (next_letter) where next_letter is not null;

-- Free text without this index reads every payload: slow, and still right.
do $$
declare
    home name;
begin
    create extension if not exists pg_trgm with schema public;
    select n.nspname into home
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm';
    execute format(
        'create index dead_letters_text on dead_letters using gin (letter_text(payload) %I.gin_trgm_ops)', home);
exception
    when insufficient_privilege or undefined_file or feature_not_supported then
        raise notice 'no pg_trgm: free text in dead letters is searched without an index';
end
$$;
