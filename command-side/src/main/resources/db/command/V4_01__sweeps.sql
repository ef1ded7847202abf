-- When each sweep runs next, on whichever node (db-scheduler's table; no task has data).
CREATE TABLE command.scheduled_task (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea       CHECK (task_data IS NULL),
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_task_due ON command.scheduled_task (execution_time);
CREATE INDEX scheduled_task_heartbeat ON command.scheduled_task (last_heartbeat);

GRANT SELECT, INSERT, UPDATE, DELETE ON command.scheduled_task TO keeptrusts_command;
