-- One row an evaluation. Times are milliseconds since 1970 in UTC. The row is the truth: a scheduled task is only a
-- permit to claim some queued row.
create table evaluation (
  id text primary key,
  state text not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  kind text not null check (kind in ('PREDICT', 'MEASURE')),
  attempt integer not null default 0,
  owner text,
  priority integer not null,
  question text not null,
  digest text not null,
  bytes integer not null,
  submitted_at integer not null,
  started_at integer,
  finished_at integer,
  verdict text,
  subject text not null,
  answer text
) without rowid;

create index evaluation_queue on evaluation (kind, priority desc, id) where state = 'QUEUED';
create index evaluation_running on evaluation (owner) where state = 'RUNNING';
create index evaluation_question on evaluation (question, id);
create index evaluation_digest on evaluation (digest, id);
create index evaluation_state on evaluation (state, id);
create index evaluation_verdict on evaluation (verdict, id);

create table evaluation_label (
  label text not null,
  evaluation_id text not null references evaluation (id) on delete cascade,
  primary key (label, evaluation_id)
) without rowid;

create index evaluation_label_owner on evaluation_label (evaluation_id);

-- The placement of every operation, as gzipped JSON: read only when asked for.
create table evaluation_operations (
  evaluation_id text primary key references evaluation (id) on delete cascade,
  placements blob not null
);

-- db-scheduler's table, in the form its documentation gives for SQLite.
create table scheduled_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data blob,
  execution_time timestamp not null,
  picked bit not null,
  picked_by varchar(50),
  last_success timestamp,
  last_failure timestamp,
  consecutive_failures int,
  last_heartbeat timestamp,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);

create index execution_time_idx on scheduled_tasks (execution_time);
create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc);
