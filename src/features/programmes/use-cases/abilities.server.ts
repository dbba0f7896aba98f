import type { GroupFacts } from '#features/groups/index.ts';
import { abilityOf, type Ability } from '#kernel/ability.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Work } from '#platform/use-case.server.ts';
import { canInProgramme, writingTeam, type ProgrammeAction } from '../permissions.ts';
import { checkMarkable } from '../rules.marks.ts';
import { refusals } from '../rules.refusals.ts';
import { checkApprovable, checkWritable, nextState, type ProgrammeEvent } from '../rules.ts';
import type { ProgrammeHead, ProgrammeVersion } from '../store.server.ts';
import { checkVersion } from './judge.server.ts';

/** What may be done now; null for what this person never does, or what makes no sense in this state. */
export interface ProgrammeAbilities {
  readonly start: Ability | null;
  readonly write: Ability | null;
  readonly writeTeam: Ability | null;
  readonly endorse: Ability | null;
  readonly submit: Ability | null;
  readonly approve: Ability | null;
  readonly return: Ability | null;
  readonly amend: Ability | null;
  readonly abandon: Ability | null;
  readonly mark: Ability | null;
}

/** The abilities of the actor for the version in work and the one in force. */
export async function abilitiesOf(
  work: Work,
  facts: GroupFacts,
  { inWork, inForce }: { inWork: ProgrammeVersion | null; inForce: Pick<ProgrammeHead, 'version'> | null },
): Promise<ProgrammeAbilities> {
  const able = (action: ProgrammeAction, rule: Outcome<unknown> | null): Ability | null => {
    if (!rule) return null;
    const allowed = canInProgramme(work.actor, action, facts);
    // a person who never does this is not shown the button at all
    if (!allowed.ok) return allowed.error === refusals.foreignMunicipality ? abilityOf(allowed) : null;
    return abilityOf(rule);
  };
  const writable = inWork && checkWritable(inWork.version, facts.state);
  // an event that the present state does not know is not offered
  const event = (name: ProgrammeEvent): Outcome<unknown> | null =>
    inWork && writable && nextState(inWork.state, name).ok ? writable : null;
  const own = writingTeam(work.actor, facts);
  const endorsed = own !== null && (inWork?.endorsedBy.includes(own.teamId) ?? false);
  const endorsable = !endorsed && own && inWork ? event('endorse') : null;
  const approvable = event('approve');
  // a group that has ended its work is not offered amendments at all
  const amendable = inForce && !inWork ? checkWritable(inForce.version + 1, facts.state) : null;
  return {
    start: able('write', inWork || inForce ? null : checkWritable(1, facts.state)),
    write: able('write', event('edit')),
    writeTeam: able('write-team', event('edit')),
    endorse: able('endorse', endorsable?.ok && inWork ? await checkVersion(work, facts, inWork) : endorsable),
    submit: able('submit', event('submit')),
    approve: able('decide', approvable?.ok && inWork ? checkApprovable(inWork.version, facts.state) : approvable),
    return: able('decide', event('return')),
    amend: able('amend', amendable?.ok ? amendable : null),
    abandon: able('amend', inWork && inWork.version > 1 ? ok(true) : null),
    mark: able('mark', inForce ? checkMarkable(facts.state) : refuse(refusals.markBeforeApproval)),
  };
}
