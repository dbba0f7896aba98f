import { viewTasks } from '#platform/tasks.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  tasks: (await unwrap(viewTasks(locals.context(), {}), locals)).map(({ result: _result, ...task }) => task),
});
