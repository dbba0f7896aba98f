import { viewTasks, type TaskReport } from '#platform/tasks.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  tasks: (await unwrap(viewTasks(locals.context(), {}), locals)).map(({ result, ...task }) => {
    const { faultsTotal = 0, next = [] } = (result ?? {}) as TaskReport;
    return { ...task, faults: faultsTotal, next: next.find(({ primary }) => primary) ?? null };
  }),
});
