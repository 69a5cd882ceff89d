create index batches_long on batches (accepted_at) where accepted_at - first_seen > interval '30 minutes';
comment on index batches_long is 'Uploads that took their time: the few batches that first_seen says nothing about when what came in lately is asked for.';
