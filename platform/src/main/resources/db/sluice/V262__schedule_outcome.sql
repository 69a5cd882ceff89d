alter table backup_schedule add column last_ended boolean not null default true;
comment on column backup_schedule.last_ended is 'False while the last backup is taken; where nobody takes it any more, it is made up for.';
