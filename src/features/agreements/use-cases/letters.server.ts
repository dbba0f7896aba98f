import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { organisations } from '#features/territory/index.server.ts';
import { formatDate } from '#kernel/dates.ts';
import { outbox } from '#platform/mail.server.ts';
import type { Work } from '#platform/use-case.server.ts';
import type { AgreementRow } from '../store.server.ts';

interface Words {
  readonly subject: string;
  readonly text: string;
}

async function toHeads({ tx, now, today }: Work, group: GroupFacts, words: Words): Promise<void> {
  const ids = activeTeams(group).map((team) => team.organisationId);
  for (const { head, emails } of await organisations(tx, today).byIds(ids)) {
    const to = head?.emails[0] ?? emails[0];
    if (to) await outbox(tx).send({ to, personId: head?.personId ?? null, ...words, now });
  }
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
