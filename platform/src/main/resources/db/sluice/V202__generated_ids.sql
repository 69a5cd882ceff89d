create function reserve_ids(sequence regclass, many int) returns bigint language plpgsql as $$
declare
  first_id bigint;
begin
  perform pg_advisory_lock(hashtextextended('sluice.ids', sequence::oid::bigint));
  begin
    first_id := nextval(sequence);
    if many > 1 then
      perform setval(sequence, first_id + many - 1);
    end if;
  exception when others then
    perform pg_advisory_unlock(hashtextextended('sluice.ids', sequence::oid::bigint));
    raise;
  end;
  perform pg_advisory_unlock(hashtextextended('sluice.ids', sequence::oid::bigint));
  return first_id;
end $$;
comment on function reserve_ids is 'Reserves ids without a gap between them; answers the first. A sequence alone can''t: somebody else may draw in between.';

create function move_ids(sequence regclass, at_least bigint) returns void language plpgsql as $$
declare
  stands bigint;
begin
  -- Nearly always it is far enough: no lock for that.
  if coalesce(pg_sequence_last_value(sequence), 0) >= at_least then
    return;
  end if;
  perform pg_advisory_lock(hashtextextended('sluice.ids', sequence::oid::bigint));
  begin
    stands := coalesce(pg_sequence_last_value(sequence), 0);
    if stands < at_least then
      perform setval(sequence, at_least);
    end if;
  exception when others then
    perform pg_advisory_unlock(hashtextextended('sluice.ids', sequence::oid::bigint));
    raise;
  end;
  perform pg_advisory_unlock(hashtextextended('sluice.ids', sequence::oid::bigint));
end $$;
comment on function move_ids is 'Moves a sequence past an id that was given explicitly, never back. The lock is let go at once: a sequence doesn''t wait for transactions.';
