import { duties } from '#features/duties/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { notifyHolders } from '#features/territory/index.server.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import {
  holdsPlace,
  refusals,
  registerTeam as decideRegister,
  returnTeam as decideReturn,
  submitTeam as decideSubmit,
  withdrawTeam as decideWithdraw,
  type TeamFacts,
} from '../rules.ts';
import { registryStore } from '../store.server.ts';
import { registryDueOn, replaceTeamDuties } from './duties.server.ts';
import { groundOf, loadTeam, takePlace } from './shared.server.ts';

interface Target {
  readonly teamId: string;
  /** The version the person saw; somebody else's later change is not decided on blindly. */
  readonly revision: number;
}
interface Decided {
  readonly teamId: string;
}

/** The curator submits a team: the form is whole and a place of the quota is taken. */
export const submitTeam = useCase<Target, Decided>('registry.submit', async (work, { teamId, revision }) => {
  const loaded = await loadTeam(work, teamId, 'submit');
  if (!loaded.ok) return loaded;
  const fresh = sameRevision(loaded.value, revision);
  return fresh.ok ? submitLoaded(work, loaded.value) : fresh;
});

/** Submits a team already loaded and locked. */
export async function submitLoaded(work: Work, team: TeamFacts): Promise<Outcome<Decided>> {
  const decided = decideSubmit(team);
  if (!decided.ok) return decided;
  const { cycle, regulation } = await groundOf(work, team);
  if (!holdsPlace(team.state)) {
    const place = await takePlace(work, team, regulation);
    if (!place.ok) return place;
  }
  const again = team.state === 'returned';
  const moved = await registryStore(work.tx).move(team, decided.value, { submittedAt: work.now });
  if (!moved) return refuse(refusals.illegal(team.state));
  await journal(work.tx).write(work, {
    subject: { type: 'team', id: team.id },
    action: 'submit',
    summary: again ? 'Заявка исправлена и подана снова' : 'Заявка подана оператору',
  });
  await replaceTeamDuties(work, team, decided.value, registryDueOn(cycle));
  if (await registryStore(work.tx).everyStandingCame(cycle.id, team.municipalityId)) {
    await duties(work.tx).replace({ source: 'cycle', subjectId: team.municipalityId }, [], work.now);
  }
  return ok({ teamId: team.id });
}

/** The operator enters the team into the registry. */
export const registerTeam = useCase<Target, Decided>('registry.register', async (work, { teamId, revision }) => {
  const loaded = await loadTeam(work, teamId, 'register');
  if (!loaded.ok) return loaded;
  const team = loaded.value;
  const fresh = sameRevision(team, revision);
  if (!fresh.ok) return fresh;
  const decided = decideRegister(team);
  if (!decided.ok) return decided;
  const { cycle } = await groundOf(work, team);
  if (!(await registryStore(work.tx).move(team, decided.value, { registeredAt: work.now, remarks: '' }))) {
    return refuse(refusals.illegal(team.state));
  }
  await journal(work.tx).write(work, {
    subject: { type: 'team', id: team.id },
    action: 'register',
    summary: 'Команда внесена в региональный реестр',
  });
  await replaceTeamDuties(work, team, decided.value, registryDueOn(cycle));
  await notifyHolders(work, 'municipal-curator', team.municipalityId, {
    subject: `В реестре: ${team.organisationName}`,
    text: `Команда «${team.organisationName}» внесена в региональный реестр.`,
  });
  return ok({ teamId });
});

/** The operator returns the form with remarks; the team keeps its place. */
export const returnTeam = useCase<Target & { remarks: string }, Decided>(
  'registry.return',
  async (work, { teamId, revision, remarks }) => {
    const loaded = await loadTeam(work, teamId, 'return');
    if (!loaded.ok) return loaded;
    const team = loaded.value;
    const fresh = sameRevision(team, revision);
    if (!fresh.ok) return fresh;
    const decided = decideReturn(team, remarks);
    if (!decided.ok) return decided;
    const { cycle } = await groundOf(work, team);
    if (!(await registryStore(work.tx).move(team, decided.value, { remarks }))) {
      return refuse(refusals.illegal(team.state));
    }
    await journal(work.tx).write(work, {
      subject: { type: 'team', id: team.id },
      action: 'return',
      summary: 'Заявка возвращена с замечаниями',
      reason: remarks,
    });
    await replaceTeamDuties(work, team, decided.value, registryDueOn(cycle), remarks);
    await notifyHolders(work, 'municipal-curator', team.municipalityId, {
      subject: `Заявка возвращена: ${team.organisationName}`,
      text: `Заявку команды «${team.organisationName}» вернули с замечаниями:\n\n${remarks}`,
    });
    return ok({ teamId });
  },
);

/** The curator or the operator takes a team out of the cycle; its place becomes free. */
export const withdrawTeam = useCase<Target & { reason: string | null }, Decided>(
  'registry.withdraw',
  async (work, { teamId, revision, reason }) => {
    const loaded = await loadTeam(work, teamId, 'withdraw');
    if (!loaded.ok) return loaded;
    const team = loaded.value;
    const fresh = sameRevision(team, revision);
    if (!fresh.ok) return fresh;
    const decided = decideWithdraw(team, reason ?? '');
    if (!decided.ok) return decided;
    const store = registryStore(work.tx);
    // the place first: whoever enters the organisation anew holds the places and waits for this team's row
    if (holdsPlace(team.state)) await store.releasePlace(team.cycleId, team.municipalityId, team.standing);
    if (!(await store.move(team, decided.value))) return refuse(refusals.illegal(team.state));
    await journal(work.tx).write(work, {
      subject: { type: 'team', id: team.id },
      action: 'withdraw',
      summary: 'Заявка отозвана',
      reason,
    });
    await replaceTeamDuties(work, team, decided.value, null);
    return ok({ teamId });
  },
);

function sameRevision(team: TeamFacts, revision: number): Outcome<true> {
  return team.revision === revision ? ok(true) : refuse(refusals.stale({ state: team.state, revision: team.revision }));
}
