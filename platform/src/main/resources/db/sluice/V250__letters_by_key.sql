alter table outbox alter column partition drop not null;
update outbox set partition = null where topic like '%.dead-letter';
comment on column outbox.partition is 'Null where the key decides. The row as it stands goes to the partition of the record that was refused; a dead letter goes by its key, since its topic may have other partitions.';
