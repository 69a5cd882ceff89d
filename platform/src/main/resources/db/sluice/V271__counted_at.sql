alter table batch_counts add column counted_at timestamptz not null default now();
comment on column batch_counts.counted_at is 'When any of the figures last moved. What doesn''t add up and has not moved for a minute is not in flight any more.';
