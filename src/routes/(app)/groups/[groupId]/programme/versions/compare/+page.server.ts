import { compareVersions } from '#features/programmes/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

const numberOf = (url: URL, name: string, otherwise: number): number => {
  const number = Number(url.searchParams.get(name));
  return Number.isInteger(number) && number > 0 && number < 10_000 ? number : otherwise;
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const after = numberOf(url, 'after', 2);
  const input = { groupId: params.groupId, before: numberOf(url, 'before', after - 1), after };
  return { page: await unwrap(compareVersions(locals.context(), input), locals) };
};
