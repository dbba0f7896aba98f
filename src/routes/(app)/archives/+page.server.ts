import {
  archivePage,
  archivePlaces,
  archiveSchema,
  placeSchema,
  startArchive,
} from '#features/archives/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const place = placeSchema.parse(Object.fromEntries(url.searchParams));
  const context = locals.context();
  const whole = url.searchParams.get('whole') === '1';
  // the address of a cycle alone lists its places; with «whole» it is the cycle itself
  const chosen = place.group !== null || place.municipality !== null || (place.cycle !== null && whole);
  return {
    place,
    chosen: chosen ? await unwrap(archivePage(context, place), locals) : null,
    places: chosen ? null : await unwrap(archivePlaces(context, { cycle: place.cycle }), locals),
  };
};

export const actions: Actions = {
  start: formAction({
    schema: archiveSchema,
    run: (context, input) => startArchive(context, input),
    done: ({ taskId }) => ({ to: `/tasks/${taskId}` }),
  }),
};
