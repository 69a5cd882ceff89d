create unique index restores_one_open on restores ((true)) where ended_at is null;
comment on index restores_one_open is 'Two restores at once would each overtake the other.';

alter table restores add column findings jsonb not null default '[]', add column refusal text;
comment on column restores.refusal is 'Kind of problem, where it was refused.';
