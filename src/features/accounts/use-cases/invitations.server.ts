import type { IsoDate } from '#kernel/dates.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Role } from '#kernel/roles.ts';
import { journal } from '#features/journal/index.server.ts';
import type { StaffCategory } from '#features/territory/index.ts';
import { appointToBody, people, type PersonFields } from '#features/territory/index.server.ts';
import { outbox } from '#platform/mail.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { invitationLetter, resetLetter } from '../print/letters.ts';
import { normalEmail, refusals } from '../rules.ts';
import { accountStore } from '../store/accounts.server.ts';
import { linkStore } from '../store/links.server.ts';
import { mayManage } from './account.server.ts';

/** A one-time link: mailed, and shown once to whoever made it, so that it works without mail. */
export interface Invitation {
  readonly personId: string;
  readonly email: string;
  readonly path: string;
}

/** Where a letter's links lead: the public address of the program. */
interface Sender {
  readonly origin: string;
}

/**
 * Opens an account for the person and makes the link by which the person chooses a password. Repeated for an account
 * that nobody has entered yet, it makes a new link and the old one stops working.
 */
export async function invite(
  work: Work,
  personId: string,
  { email, origin }: Sender & { email?: string | null },
): Promise<Outcome<Invitation>> {
  const { tx, now, today } = work;
  const allowed = await mayManage(work, personId);
  if (!allowed.ok) return allowed;
  const person = await people(tx, today).byId(personId);
  if (!person) return refuse(notFound);
  const accounts = accountStore(tx);
  const existing = await accounts.byPerson(personId, true);
  if (existing?.passwordHash) return refuse(refusals.activeAlready);
  const address = normalEmail(email ?? existing?.email ?? person.emails[0] ?? '');
  if (!address) return refuse(refusals.emailMissing);
  const taken = existing
    ? !(await accounts.setEmail(personId, address))
    : !(await accounts.add({ personId, email: address, passwordHash: null }, now));
  if (taken) return refuse(refusals.emailTaken);
  const path = `/invitation/${await linkStore(tx).make('invitation', personId, now)}`;
  const letter = invitationLetter({ person, inviter: work.actor, link: `${origin}${path}` });
  await outbox(tx).send({ to: address, personId, ...letter, now });
  await journal(tx).write(work, {
    subject: { type: 'person', id: personId },
    action: 'account.invited',
    summary: `Отправлено приглашение: ${person.fullName}`,
  });
  return ok({ personId, email: address, path });
}

/** Invites (again) a person who is known already. */
export const invitePerson = useCase(
  'accounts.invite',
  (work, { personId, ...sender }: Sender & { personId: string; email: string | null }) =>
    invite(work, personId, sender),
);

/** Makes a link for a new password for somebody who has forgotten it, when letters do not reach. */
export const giveResetLink = useCase(
  'accounts.give-reset-link',
  async (work, { personId, origin }: Sender & { personId: string }) => {
    const { tx, now, today } = work;
    const allowed = await mayManage(work, personId);
    if (!allowed.ok) return allowed;
    const account = await accountStore(tx).byPerson(personId);
    const person = await people(tx, today).byId(personId);
    if (!account?.passwordHash || !person) return refuse(refusals.noAccount);
    const path = `/password/${await linkStore(tx).make('password-reset', personId, now)}`;
    await outbox(tx).send({ to: account.email, personId, ...resetLetter({ person, link: `${origin}${path}` }), now });
    await journal(tx).write(work, {
      subject: { type: 'person', id: personId },
      action: 'account.reset-link-given',
      summary: `Создана ссылка для нового пароля: ${person.fullName}`,
    });
    return ok({ personId, email: account.email, path });
  },
);

export interface NewStaff extends Omit<PersonFields, 'emails' | 'nameCases'>, Sender {
  readonly organisationId: string;
  readonly post: string;
  readonly staffCategory: StaffCategory;
  readonly startsOn: IsoDate;
  readonly email: string | null;
}

interface Joined {
  readonly personId: string;
  readonly invitation: Invitation | null;
}

/** Adds a new person to the staff of an organisation, and invites whoever has an address. */
export const addStaffMember = useCase('accounts.add-staff', async (work, input: NewStaff): Promise<Outcome<Joined>> => {
  const personId = await createPerson(work, input);
  const { organisationId: unitId, post, staffCategory, startsOn } = input;
  const appointed = await people(work.tx, work.today).appoint(work, {
    personId,
    unitId,
    post,
    staffCategory,
    startsOn,
  });
  return appointed.ok ? join(work, personId, input) : appointed;
});

export interface NewHead extends Sender {
  readonly organisationId: string;
  /** Somebody known already; otherwise the name of a new person. */
  readonly personId: string | null;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly patronymic: string | null;
  readonly gender: 'female' | 'male' | null;
  readonly post: string;
  readonly startsOn: IsoDate;
  readonly phones: readonly string[];
  readonly email: string | null;
  readonly seen: string | null;
}

/** Appoints the head of an organisation: the former one's work and role end the same day. */
export const appointHead = useCase('accounts.appoint-head', async (work, input: NewHead): Promise<Outcome<Joined>> => {
  const known = input.personId;
  const named = known ? ok(null) : nameOf(input);
  if (!named.ok) return named;
  const personId = known ?? (await createPerson(work, { ...named.value!, phones: input.phones, email: input.email }));
  const appointed = await people(work.tx, work.today).appoint(work, {
    personId,
    unitId: input.organisationId,
    post: input.post,
    staffCategory: 'head',
    startsOn: input.startsOn,
    seen: input.seen,
  });
  if (!appointed.ok) return appointed;
  return known ? ok({ personId, invitation: null }) : join(work, personId, input);
});

export interface NewHolder extends Omit<PersonFields, 'emails' | 'nameCases'>, Sender {
  readonly role: Role;
  readonly unitId: string;
  readonly post: string | null;
  readonly email: string;
}

/** Adds a new person who gets a role at a unit: a curator, a coordinator, an employee of the operator. */
export const addHolder = useCase('accounts.add-holder', async (work, input: NewHolder): Promise<Outcome<Joined>> => {
  const personId = await createPerson(work, input);
  const directory = people(work.tx, work.today);
  const granted = await directory.grant(work, { personId, role: input.role, unitId: input.unitId });
  if (!granted.ok) return granted;
  if (input.post) {
    const appointed = await appointToBody(work, { personId, role: input.role, unitId: input.unitId, post: input.post });
    if (!appointed.ok) return appointed;
  }
  return join(work, personId, input);
});

function createPerson(
  work: Work,
  input: Omit<PersonFields, 'emails' | 'nameCases'> & { email: string | null },
): Promise<string> {
  const { lastName, firstName, patronymic, gender, phones = [], email } = input;
  return people(work.tx, work.today).create(work, {
    lastName,
    firstName,
    patronymic,
    gender,
    phones,
    emails: email ? [email] : [],
  });
}

async function join(
  work: Work,
  personId: string,
  { email, origin }: Sender & { email: string | null },
): Promise<Outcome<Joined>> {
  if (!email) return ok({ personId, invitation: null });
  const invited = await invite(work, personId, { email, origin });
  return invited.ok ? ok({ personId, invitation: invited.value }) : invited;
}

function nameOf({ lastName, firstName, patronymic, gender }: NewHead) {
  if (lastName && firstName && gender) return ok({ lastName, firstName, patronymic, gender });
  const missing = {
    ...(lastName ? {} : { lastName: 'Укажите фамилию' }),
    ...(firstName ? {} : { firstName: 'Укажите имя' }),
    ...(gender ? {} : { gender: 'Укажите пол' }),
  };
  return refuse(refusals.nameMissing(missing));
}
