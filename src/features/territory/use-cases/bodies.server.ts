import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import type { Role } from '#kernel/roles.ts';
import type { Work } from '#platform/use-case.server.ts';
import { bodyKindOf, bodyName } from '../rules.ts';
import { organisationStore } from '../store/organisations.server.ts';
import { units } from '../store/units.server.ts';
import { organisations } from './organisations.server.ts';
import { people } from './people.server.ts';

/**
 * Gives somebody with a role at a unit a post in the body that acts for the party there: the education authority of
 * a municipality, the regional operator, the committee. A body that nobody has recorded yet is recorded.
 */
export async function appointToBody(
  work: Work,
  { personId, role, unitId, post }: { personId: string; role: Role; unitId: string; post: string },
): Promise<Outcome<{ appointmentId: string }>> {
  const { tx, today } = work;
  const unit = await units(tx).byId(unitId);
  if (!unit) return refuse(notFound);
  const kind = bodyKindOf(role, unit.kind);
  const store = organisationStore(tx, today);
  await store.lockNames(unitId);
  let bodyId = await store.bodyOf(unitId, kind);
  if (!bodyId) {
    const added = await organisations(tx, today).create(work, {
      municipalityId: unitId,
      kind,
      ...bodyName(kind, unit),
    });
    if (!added.ok) return added;
    bodyId = added.value.id;
  }
  return people(tx, today).appoint(work, {
    personId,
    unitId: bodyId,
    post,
    staffCategory: 'specialist',
    startsOn: today,
  });
}
