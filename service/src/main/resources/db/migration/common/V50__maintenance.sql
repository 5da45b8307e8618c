-- The nodes that take no measurements for now, in their operator's word. Apart from the nodes themselves, for it outlasts
-- their sessions.
create table maintenance (
  node text not null primary key,
  since bigint not null,
  reason text
);
