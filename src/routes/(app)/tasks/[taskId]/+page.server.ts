import { viewTask, type TaskReport } from '#platform/tasks.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('task:progress');
  const { result, ...task } = await unwrap(viewTask(locals.context(), { id: params.taskId }), locals);
  return { task, report: (result ?? {}) as TaskReport };
};
