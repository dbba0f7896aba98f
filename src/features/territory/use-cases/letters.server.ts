import type { Role } from '#kernel/roles.ts';
import { outbox } from '#platform/mail.server.ts';
import type { Work } from '#platform/use-case.server.ts';
import { people } from './people.server.ts';

/** A letter to people the platform knows. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

type Letters = Pick<Work, 'tx' | 'now' | 'today'>;

/** Writes to people by their ids, once to each; who has no address finds the same on the desk. */
export async function notifyPeople(
  { tx, now }: Letters,
  personIds: readonly (string | null)[],
  letter: Letter,
): Promise<void> {
  const ids = [...new Set(personIds.filter((id): id is string => Boolean(id)))];
  for (const { id, emails } of await people(tx).byIds(ids)) {
    if (emails[0]) await outbox(tx).send({ to: emails[0], personId: id, ...withFooter(letter), now });
  }
}

/** Writes to everybody who holds a role at a unit today: curators of a municipality, operators of a region. */
export async function notifyHolders(work: Letters, role: Role, unitId: string, letter: Letter): Promise<void> {
  const holders = await people(work.tx).holders(role, unitId, work.today);
  await notifyPeople(
    work,
    holders.map((holder) => holder.personId),
    letter,
  );
}

function withFooter({ subject, text }: Letter): Letter {
  return { subject, text: `${text}\n\nПодробности — на вашем рабочем столе в «Эстафете».` };
}
