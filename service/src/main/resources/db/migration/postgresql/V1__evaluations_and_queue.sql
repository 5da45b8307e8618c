-- One row an evaluation. Times are milliseconds since 1970 in UTC. The row is the truth: a scheduled task is only a
-- permit to claim some queued row. Ids sort by their bytes, whatever the database's language.
create table evaluation (
  id text collate "C" primary key,
  state text not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  kind text not null check (kind in ('PREDICT', 'MEASURE')),
  attempt integer not null default 0,
  owner text,
  priority integer not null,
  question text not null,
  digest text not null,
  bytes bigint not null,
  submitted_at bigint not null,
  started_at bigint,
  finished_at bigint,
  verdict text,
  subject text not null,
  answer text
);

create index evaluation_queue on evaluation (kind, priority desc, id) where state = 'QUEUED';
create index evaluation_running on evaluation (owner) where state = 'RUNNING';
create index evaluation_question on evaluation (question, id);
create index evaluation_digest on evaluation (digest, id);
create index evaluation_state on evaluation (state, id);
create index evaluation_verdict on evaluation (verdict, id);

create table evaluation_label (
  label text not null,
  evaluation_id text collate "C" not null references evaluation (id) on delete cascade,
  primary key (label, evaluation_id)
);

create index evaluation_label_owner on evaluation_label (evaluation_id);

-- The placement of every operation, as gzipped JSON: read only when asked for.
create table evaluation_operations (
  evaluation_id text collate "C" primary key references evaluation (id) on delete cascade,
  placements bytea not null
);

-- db-scheduler's table, in the form its documentation gives for PostgreSQL.
create table scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by text,
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures int,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);

create index execution_time_idx on scheduled_tasks (execution_time);
create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc);
