create table refusals (
  topic          text not null,
  partition      int not null,
  refused_offset bigint not null,
  refused_at     timestamptz not null default now(),
  primary key (topic, partition, refused_offset)
);
create index refusals_refused_at on refusals (refused_at);
comment on table refusals is 'Records of valid topics that PostgreSQL refused. For each, the row as it stands was published, so that the log agrees with the table again; that record repairs the log, and the table already holds it. Emptied on a reset: then the log alone tells what the table should hold.';
