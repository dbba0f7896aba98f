import { headsOf, type GroupFacts } from '#features/groups/index.ts';
import { notifyHolders, notifyPeople } from '#features/territory/index.server.ts';
import type { Work } from '#platform/use-case.server.ts';

/** The curator has a final report to decide on. */
export function tellSent(work: Work, facts: GroupFacts): Promise<void> {
  return notifyHolders(work, 'municipal-curator', facts.municipalityId, {
    subject: `Итоговый отчёт: ${facts.title}`,
    text: `Группа «${facts.title}» направила вам итоговый отчёт.`,
  });
}

/** The teams have their report accepted, and whoever receives it is told. */
export async function tellAccepted(work: Work, facts: GroupFacts): Promise<void> {
  const letter = {
    subject: `Отчёт принят: ${facts.title}`,
    text: `Куратор принял итоговый отчёт группы «${facts.title}».`,
  };
  await notifyPeople(work, [...headsOf(facts), facts.coordinatorId], letter);
  if (!facts.coordinatorId) await notifyHolders(work, 'operator', facts.regionId, letter);
}

/** The experienced team has something to correct. */
export function tellReturned(work: Work, facts: GroupFacts, remarks: string): Promise<void> {
  return notifyPeople(work, headsOf(facts, 'experienced'), {
    subject: `Отчёт возвращён: ${facts.title}`,
    text: `Куратор вернул итоговый отчёт группы «${facts.title}».\n\nЗамечания:\n${remarks}`,
  });
}

/** The group has done its work. */
export async function tellClosed(work: Work, facts: GroupFacts): Promise<void> {
  const letter = {
    subject: `Итоги подведены: ${facts.title}`,
    text: `Итоговый отчёт группы «${facts.title}» получен. Группа завершила работу.`,
  };
  await notifyPeople(work, headsOf(facts), letter);
  await notifyHolders(work, 'municipal-curator', facts.municipalityId, letter);
}
