import { journal } from '#features/journal/index.server.ts';
import { currentCycle, regulationInForce, versionsInForce } from '#features/regulation/index.server.ts';
import { teams } from '#features/registry/index.server.ts';
import { notifyPeople, organisations } from '#features/territory/index.server.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { formatMonths } from '#kernel/term.ts';
import { newId } from '#platform/ids.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { canApply, canFormGroups } from '../permissions.ts';
import { decideProposal, searchTextOf, titleOf } from '../rules.forming.ts';
import { refusals } from '../rules.refusals.ts';
import { activeTeams, stepOf, type GroupFacts } from '../rules.ts';
import type { ApplicationInput, ProposalInput } from '../schema.ts';
import { groupStore } from '../store.server.ts';
import { expectConsents } from './duties.server.ts';
import { toLimits } from './moving.server.ts';

interface Forming extends Omit<ProposalInput, 'directions'> {
  readonly directions: readonly string[];
  readonly origin: 'operator' | 'application';
}

/** The operator proposes a group from the registry; every head is asked. Clauses K-2.2, K-3.3. */
export const proposeGroup = useCase('groups.propose', async (work, input: ProposalInput) => {
  const may = canFormGroups(work.actor);
  return may.ok ? form(work, { ...input, origin: 'operator' }) : may;
});

/** The head of a developing team applies for a group: the own consent is in the application. Clause K-1.7. */
export const applyForGroup = useCase('groups.apply', async (work, input: ApplicationInput) => {
  const may = canApply(work.actor);
  if (!may.ok) return may;
  const cycle = await currentCycle(work.tx, work.actor.regionId);
  if (!cycle) return refuse(refusals.noCycle);
  const own = await teams(work.tx).ofOrganisation(work.actor.organisationId!, cycle.id);
  if (own?.standing !== 'developing') return refuse(refusals.forbidden.applicant);
  return form(work, {
    ...input,
    developing: [own.id],
    experienced: [input.experienced],
    manyToMany: false,
    origin: 'application',
  });
});

async function form(work: Work, input: Forming): Promise<Outcome<{ groupId: string }>> {
  const { tx, actor, now, today } = work;
  const cycle = await currentCycle(tx, actor.regionId);
  if (!cycle) return refuse(refusals.noCycle);
  const chosen = await takeTeams(work, input);
  if (!chosen.ok) return chosen;
  const { developing, experienced } = chosen.value;
  const municipalityId = developing[0]!.municipalityId;
  const store = groupStore(tx);
  const inForce = await versionsInForce(tx, { cycleId: cycle.id, municipalityId });
  const versions = { regulationVersionId: inForce.versionId, overlayVersionId: inForce.overlayVersionId };
  const regulation = await regulationInForce(tx, inForce);
  const decided = decideProposal(
    { ...input, developing, experienced, directionKeys: input.directions, byOperator: input.origin === 'operator' },
    cycle.id,
    toLimits(regulation),
  );
  if (!decided.ok) return decided;

  const { directions, manyToMany } = decided.value;
  const groupId = newId();
  const joined = [...developing, ...experienced];
  const names = await organisations(tx, today).byIds(joined.map((team) => team.organisationId));
  const group = {
    id: groupId,
    cycleId: cycle.id,
    regionId: cycle.regionId,
    municipalityId,
    ...versions,
    manyToMany,
    title: titleOf(developing, experienced),
    origin: input.origin,
    state: 'proposed' as const,
    step: stepOf('proposed', 2),
    termMonths: input.termMonths,
    searchText: searchTextOf([
      ...joined.flatMap((team) => [team.organisationShortName, team.head.fullName, team.municipalityName]),
      ...names.map((place) => place.name),
    ]),
  };
  const consented = (organisationId: string) =>
    input.origin === 'application' && organisationId === actor.organisationId;
  const rows = joined.map((team) => ({
    groupId,
    teamId: team.id,
    organisationId: team.organisationId,
    municipalityId: team.municipalityId,
    standing: team.standing,
    joinedOn: today,
    ...(consented(team.organisationId)
      ? { consent: 'consented', consentBy: actor.personId, consentAt: now }
      : { consent: 'pending', consentBy: null, consentAt: null }),
  }));
  await store.insert(group, rows, directions, { personId: actor.personId, now });
  await journal(tx).write(work, {
    subject: { type: 'group-proposal', id: groupId },
    groupId,
    action: 'group.proposed',
    summary: `${input.origin === 'operator' ? 'Оператор предложил группу' : 'Развивающаяся команда подала заявку'}, срок — ${formatMonths(input.termMonths)}`,
    reason: input.termGround,
    facts: { termMonths: input.termMonths, manyToMany },
  });
  const facts = (await store.facts(groupId))!;
  await expectConsents(work, facts);
  await askHeads(work, facts);
  return ok({ groupId });
}

/**
 * Takes the teams: the guarded load holds their rows, so that two groups never take one free team at once.
 * Always in one order, or two operators would wait for each other. Loads are read without this group.
 */
async function takeTeams({ tx }: Work, { developing, experienced }: Forming) {
  const ids = [...new Set([...developing, ...experienced])].toSorted();
  for (const id of ids) await teams(tx).changeLoad(id, 1);
  const found = await teams(tx).byIds(ids);
  const summaries = found.map((team) => ({
    ...team,
    groupCount: team.groupCount - (team.state === 'registered' ? 1 : 0),
  }));
  const pick = (chosen: readonly string[]) => summaries.filter((team) => chosen.includes(team.id));
  if (found.length < ids.length) return refuse(refusals.noTeams);
  return ok({ developing: pick(developing), experienced: pick(experienced) });
}

async function askHeads(work: Work, facts: GroupFacts): Promise<void> {
  const asked = activeTeams(facts)
    .filter((team) => team.consent === 'pending')
    .map((team) => team.headPersonId);
  await notifyPeople(work, asked, {
    subject: 'Менторская группа ждёт вашего согласия',
    text: `Вашу команду приглашают в менторскую группу «${facts.title}». Дайте согласие или откажитесь, указав причину.`,
  });
}
