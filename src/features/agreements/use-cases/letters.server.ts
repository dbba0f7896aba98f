import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { notifyPeople, organisations, type Letter } from '#features/territory/index.server.ts';
import { formatDate } from '#kernel/dates.ts';
import type { Work } from '#platform/use-case.server.ts';
import type { AgreementRow } from '../store.server.ts';

/** Whoever heads the organisations today, even where a team was entered under another head. */
async function toHeads(work: Work, group: GroupFacts, letter: Letter): Promise<void> {
  const ids = activeTeams(group).map((team) => team.organisationId);
  const places = await organisations(work.tx, work.today).byIds(ids);
  await notifyPeople(
    work,
    places.map(({ head }) => head?.personId ?? null),
    letter,
  );
}

/** Tells the heads that the agreement is there to be signed, and by when. */
export function tellSent(work: Work, group: GroupFacts, agreement: AgreementRow): Promise<void> {
  return toHeads(work, group, {
    subject: `Соглашение № ${agreement.number}: подпишите до ${formatDate(agreement.signBy)}`,
    text: `Региональный оператор направил вам соглашение № ${agreement.number} менторской группы «${group.title}».

Откройте дело «Подписать соглашение» на рабочем столе, скачайте и распечатайте соглашение, подпишите его и приложите скан до ${formatDate(agreement.signBy)}`,
  });
}

/** Tells the heads that everybody has signed. */
export function tellConcluded(work: Work, group: GroupFacts, agreement: AgreementRow): Promise<void> {
  return toHeads(work, group, {
    subject: `Соглашение № ${agreement.number} подписано всеми сторонами`,
    text: `Соглашение № ${agreement.number} менторской группы «${group.title}» подписали все стороны.

Следующий шаг — менторская программа: её пишут обе команды вместе.`,
  });
}
