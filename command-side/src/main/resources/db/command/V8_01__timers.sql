-- Timers, with what they carry, stand beside the sweeps.
ALTER TABLE command.scheduled_task DROP CONSTRAINT scheduled_task_task_data_check;
