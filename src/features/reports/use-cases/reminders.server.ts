import type { Kysely } from 'kysely';
import { activeTeams, systemActor, type GroupFacts } from '#features/groups/index.ts';
import { groups } from '#features/groups/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { notifyHolders, notifyPeople } from '#features/territory/index.server.ts';
import { daysBetween, formatDate, lateness, relative } from '#kernel/dates.ts';
import { decapitalise } from '#kernel/text.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Database } from '#platform/database-types.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { checkSummingUp } from '../rules.ts';
import { isReminderDay } from '../rules.results.ts';
import { summingUp } from './access.server.ts';
import { expectedOf, keepDuties } from './duties.server.ts';

/** How many groups are looked for at once. */
const batch = 100;

const subjectType = 'summing-up-reminder';

/** What is expected of the teams is put on their desks, and on the days of reminders they get a letter, once. */
const watchOne = useCase('reports.watch', async (work, { groupId }: { groupId: string }) => {
  const facts = await groups(work.tx).facts(groupId, { lock: true });
  if (!facts || !checkSummingUp(facts.state).ok) return refuse(notFound);
  await keepDuties(work, facts);
  if (facts.sumUpBy && isReminderDay(daysBetween(work.today, facts.sumUpBy))) await remind(work, facts, facts.sumUpBy);
  return ok(true);
});

async function remind(work: Work, facts: GroupFacts, sumUpBy: string): Promise<void> {
  const left = lateness(sumUpBy, work.today) ?? relative(sumUpBy, work.today);
  const summary = `Напоминание: подвести итоги до ${formatDate(sumUpBy)}, ${left}`;
  const told = await journal(work.tx).ofSubject(subjectType, facts.id);
  if (told.some((line) => line.summary === summary)) return;
  const entry = {
    subject: { type: subjectType, id: facts.id },
    groupId: facts.id,
    action: 'summing-up-reminded',
    summary,
  };
  await journal(work.tx).write(work, entry);
  const letter = (title: string) => ({
    subject: `Подвести итоги: ${facts.title}`,
    text: `Группа «${facts.title}» подводит итоги до ${formatDate(sumUpBy)} — ${left}.\nОт вас ждут: ${decapitalise(title)}.`,
  });
  // one letter to each who has something to do, about the first of it
  const expected = expectedOf(facts, await summingUp(work, facts));
  for (const duties of Map.groupBy(expected, (duty) => duty.unitId ?? duty.personId).values()) {
    const { role, unitId, personId, title } = duties[0]!;
    const heads = activeTeams(facts).filter((team) => role === 'team' && team.organisationId === unitId);
    await notifyPeople(work, [...heads.map((team) => team.headPersonId), personId ?? null], letter(title));
    if (role !== 'team' && unitId) await notifyHolders(work, role, unitId, letter(title));
  }
}

/**
 * Watches the days of summing up (D-A.30days); run daily. Each group has a transaction of its own; running it twice on
 * a day changes nothing. Gives how many groups sum up.
 */
export async function remindOfSummingUp(database: Kysely<Database>, now: Date): Promise<number> {
  let watched = 0;
  let after: string | null = null;
  for (;;) {
    const found = await summingUpAfter(database, after);
    for (const { id, regionId } of found)
      await watchOne({ actor: systemActor(regionId), now, database }, { groupId: id });
    watched += found.length;
    after = found.at(-1)?.id ?? null;
    if (found.length < batch) return watched;
  }
}

function summingUpAfter(database: Kysely<Database>, after: string | null): Promise<{ id: string; regionId: string }[]> {
  return database.transaction().execute((tx) => groups(tx).summingUp(after, batch));
}
