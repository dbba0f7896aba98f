import { regulationOf } from '#features/groups/index.server.ts';
import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Work } from '#platform/use-case.server.ts';
import { compareActivities } from '../rules.amendments.ts';
import { checkComplete } from '../rules.plan.ts';
import { refusals } from '../rules.refusals.ts';
import { programmeStore, type ProgrammeVersion } from '../store.server.ts';
import { limitsOf } from './access.server.ts';
import { wordingOf } from './wording.server.ts';

/** Whether a version may be endorsed and approved: complete, and for an amendment different from what is in force. */
export async function checkVersion(work: Work, facts: GroupFacts, version: ProgrammeVersion): Promise<Outcome<true>> {
  const limits = limitsOf(await regulationOf(work, facts), facts);
  const complete = checkComplete(
    {
      period: { from: version.periodFrom, to: version.periodTo },
      directions: version.directions.map((direction) => direction.key),
      workingGroups: activeTeams(facts).map((team) => ({
        team: team.organisationShortName,
        members: version.members.filter((member) => member.teamId === team.teamId),
      })),
      activities: version.activities,
    },
    { limits, groupDirections: facts.directions.map((direction) => direction.key) },
  );
  if (!complete.ok || version.version === 1) return complete;
  return (await differs(work, facts, version)) ? ok(true) : refuse(refusals.nothingChanged);
}

/** Whether an amendment says anything new: in its plan, its part I or its working groups. */
async function differs(work: Work, facts: GroupFacts, version: ProgrammeVersion): Promise<boolean> {
  const store = programmeStore(work.tx);
  const head = await store.inForce(facts.id);
  if (!head) return true;
  const before = await store.whole(head);
  const wording = wordingOf(await regulationOf(work, facts));
  if (compareActivities(before.activities, version.activities, wording).length > 0) return true;
  return partOne(before) !== partOne(version);
}

function partOne(version: ProgrammeVersion): string {
  const { periodFrom, periodTo, goals, meetings, broadcast, operatorContact, curatorContact, directions } = version;
  const members = version.members.map(({ revision: _revision, ...member }) => member);
  return JSON.stringify({
    periodFrom,
    periodTo,
    goals,
    meetings,
    broadcast,
    operatorContact,
    curatorContact,
    directions,
    members,
  });
}
