-- The nodes on this database. A session is one run of a node: what a run without a session here had claimed is free.
create table node (
  name text not null primary key,
  instance text not null,
  session text,
  store text not null,
  last_seen bigint not null,
  report text not null
);

-- Which nodes may measure it: any, those of a kind of chip, or one by name. Empty where nothing is measured.
alter table evaluation add column route text not null default 'any';
-- The session that accepted it, and that predicts it while it lives.
alter table evaluation add column accepted_by text;

drop index evaluation_queue;
create index evaluation_queue on evaluation (kind, route, priority desc, id) where state = 'QUEUED';
