-- What the hiring reports sum: a rollup, and beside it the deltas that no fold has reached yet. Writers only append: an
-- upserting trigger would make them wait for each other.

create table hires (
    year          smallint not null,
    department_id integer  not null,
    job_id        integer  not null,
    q1            bigint   not null,
    q2            bigint   not null,
    q3            bigint   not null,
    q4            bigint   not null,
    primary key (year, department_id, job_id)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- One row for each statement that changed a report, its groups in arrays: a row for each group costs a writer three times
-- as much. A change of a name is a row without groups.
create table hires_deltas (
    quarters    date[]      not null default '{}',
    departments integer[]   not null default '{}',
    jobs        integer[]   not null default '{}',
    hires       integer[]   not null default '{}',
    at          timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Uncompressed: a fold reads them once and throws them away.
alter table hires_deltas
    alter quarters set storage external,
    alter departments set storage external,
    alter jobs set storage external,
    alter hires set storage external;

-- The reports' version is folded + the number of rows in hires_deltas: it grows with every commit that changes a report,
-- and a fold leaves it as it is. The epoch tells two databases with the same version apart.
create table hires_version (
    one    boolean     not null primary key default true check (one),
    epoch  uuid        not null default gen_random_uuid(),
    folded bigint      not null default 0,
    at     timestamptz,
    ready  boolean     not null default false
);

insert into hires_version default values;

create function hires_added() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into "${flyway:defaultSchema}".hires_deltas (quarters, departments, jobs, hires)
    select array_agg(quarter::date), array_agg(department_id), array_agg(job_id), array_agg(hires)
    from (select date_trunc('quarter', datetime at time zone 'UTC') as quarter, department_id, job_id, count(*)::int as hires
          from added group by 1, 2, 3) as g
    having count(*) > 0;
    return null;
end
$$;

create function hires_removed() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into "${flyway:defaultSchema}".hires_deltas (quarters, departments, jobs, hires)
    select array_agg(quarter::date), array_agg(department_id), array_agg(job_id), array_agg(hires)
    from (select date_trunc('quarter', datetime at time zone 'UTC') as quarter, department_id, job_id, -count(*)::int as hires
          from removed group by 1, 2, 3) as g
    having count(*) > 0;
    return null;
end
$$;

create function hires_changed() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into "${flyway:defaultSchema}".hires_deltas (quarters, departments, jobs, hires)
    select array_agg(quarter::date), array_agg(department_id), array_agg(job_id), array_agg(hires)
    from (select date_trunc('quarter', datetime at time zone 'UTC') as quarter, department_id, job_id, sum(n)::int as hires
          from (select datetime, department_id, job_id, 1 as n from added
                union all
                select datetime, department_id, job_id, -1 from removed) as c
          group by 1, 2, 3
          having sum(n) <> 0) as g
    having count(*) > 0;
    return null;
end
$$;

-- A truncated table has no hires. Whoever truncates holds it for himself, so nobody else counts here at the same time.
create function hires_emptied() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into "${flyway:defaultSchema}".hires_deltas (quarters, departments, jobs, hires)
    select array_agg(quarter), array_agg(department_id), array_agg(job_id), array_agg(-hires)
    from (select quarter, department_id, job_id, sum(hires)::int as hires
          from "${flyway:defaultSchema}".hires_by_quarter
          group by 1, 2, 3
          having sum(hires) <> 0) as g
    having count(*) > 0;
    return null;
end
$$;

create function hires_renamed() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into "${flyway:defaultSchema}".hires_deltas default values;
    return null;
end
$$;

-- Rollup and deltas as one: to be summed by whoever reads it.
create view hires_by_quarter as
select make_date(h.year, 3 * q.n - 2, 1) as quarter, h.department_id, h.job_id, q.hires
from hires as h
cross join lateral (values (1, h.q1), (2, h.q2), (3, h.q3), (4, h.q4)) as q (n, hires)
union all
select u.quarter, u.department_id, u.job_id, u.hires::bigint
from hires_deltas as d
cross join lateral unnest(d.quarters, d.departments, d.jobs, d.hires) as u (quarter, department_id, job_id, hires);
