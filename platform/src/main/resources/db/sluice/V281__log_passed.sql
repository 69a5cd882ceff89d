create table log_passed (
    one boolean     not null primary key default true check (one),
    at  timestamptz not null
);
comment on table log_passed is 'Up to when everything that was in the log has been judged and stored. A batch that has not moved since then has nothing on its way any more, however long a backlog is worked off.';
