import { viewTasks, type TaskReport } from '#platform/tasks.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const tasks = (await unwrap(viewTasks(locals.context(), {}), locals)).map(({ result, ...task }) => ({
    ...task,
    report: (result ?? {}) as TaskReport,
  }));
  // a list that was saved leads back to what was in it: its check has nothing more to be done
  const settled = new Set(
    tasks.flatMap(({ report }) => report.next?.filter(({ primary }) => !primary) ?? []).map(hrefOf),
  );
  return {
    tasks: tasks.map(({ report, ...task }) => ({
      ...task,
      faults: report.faultsTotal ?? 0,
      next: report.next?.find((link) => link.primary && !settled.has(hrefOf(link))) ?? null,
    })),
  };
};

const hrefOf = ({ href }: { readonly href: string }): string => href;
