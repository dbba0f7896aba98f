import { agreementOf } from '#features/agreements/index.server.ts';
import { endTerm, viewGroup } from '#features/groups/index.server.ts';
import { marksOf, programmeInForce, programmeInWork } from '#features/programmes/index.server.ts';
import { programmeStateNames } from '#features/programmes/index.ts';
import { ok } from '#kernel/result.ts';
import { noFields } from '#kernel/input.ts';
import { query } from '#platform/use-case.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the later steps tell about themselves; asked after the group itself has been read, with its rights. */
const laterSteps = query(async ({ tx }, { groupId }: { groupId: string }) => {
  const agreement = await agreementOf(tx, groupId);
  const inForce = await programmeInForce(tx, groupId);
  const inWork = await programmeInWork(tx, groupId);
  const { activities, ...figures } = await marksOf(tx, groupId);
  return ok({
    agreement: agreement && {
      number: agreement.number,
      signedOn: agreement.signedOn,
      sentOn: agreement.sentOn,
      signBy: agreement.signBy,
    },
    programme: inForce && { version: inForce.version, approvedOn: inForce.approvedOn },
    programmeInWork: inWork ? programmeStateNames[inWork.state] : null,
    figures,
    activities: activities.map(({ key, number, title, dueText, dueTo, themes, mark }) => ({
      key,
      number,
      title,
      dueText,
      dueTo,
      themes: themes.map((theme) => theme.title),
      mark: mark ? { state: mark.state, onDate: mark.onDate } : null,
    })),
  });
});

export const load: PageServerLoad = async ({ locals, params }) => {
  const group = await unwrap(viewGroup(locals.context(), { groupId: params.groupId }), locals);
  return { group, later: await unwrap(laterSteps(locals.context(), { groupId: params.groupId }), locals) };
};

export const actions: Actions = {
  endTerm: formAction({
    schema: noFields,
    run: (context, _, { params }) => endTerm(context, { groupId: params['groupId'] ?? '' }),
    done: ({ groupId }) => ({ to: `/groups/${groupId}`, notice: 'Группа перешла к подведению итогов' }),
  }),
};
