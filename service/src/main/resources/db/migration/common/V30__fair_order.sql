-- Who asked for it first, by the name of the token; 'local' where there are no tokens.
alter table evaluation add column submitted_by text not null default 'local';
-- In whose line it stands: that of who submitted it, or of who asked for the same and is served sooner.
alter table evaluation add column turn_of text not null default 'local';
-- Numbers the claims of all nodes. The highest one of a line tells when it was served last.
alter table evaluation add column turn bigint;

drop index evaluation_queue;
create index evaluation_queue on evaluation (kind, route, turn_of, priority desc, id) where state = 'QUEUED';
create index evaluation_quota on evaluation (state, submitted_by, kind, bytes) where state = 'QUEUED';
create index evaluation_turn on evaluation (route, turn_of, turn) where turn is not null;
-- Another condition than above, so that nobody looks through the turns of all lines for one of them.
create index evaluation_last_turn on evaluation (turn) where turn > 0;
create index evaluation_submitter on evaluation (submitted_by, id);
