-- Long work goes by the table of `src/kernel/tasks.ts`; done or failed, it stays so.
insert into legal_transition (machine, from_state, to_state) values
  ('task', 'waiting', 'running'), ('task', 'running', 'done'), ('task', 'running', 'failed');
create trigger task_transition before update of state on task
  for each row execute function refuse_illegal_transition('task');
