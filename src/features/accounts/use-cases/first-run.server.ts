import type { Kysely } from 'kysely';
import { today as todayOf } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor, Role } from '#kernel/roles.ts';
import { journal } from '#features/journal/index.server.ts';
import { loadRegulations, readReferenceRegion } from '#features/regulation/index.server.ts';
import { importRegion, organisations, people, type PersonFields } from '#features/territory/index.server.ts';
import type { Database } from '#platform/database-types.ts';
import type { Work } from '#platform/use-case.server.ts';
import { checkPassword, normalEmail, refusals } from '../rules.ts';
import { accountStore } from '../store/accounts.server.ts';
import { linkStore } from '../store/links.server.ts';
import { hashPassword } from '../store/passwords.server.ts';
import { atOnce } from './passwords.server.ts';
import { beginSession, type Circumstances, type NewSession } from './sessions.server.ts';

/** The token of the link by which the first visitor becomes the administrator; null once there is an account. */
export function createFirstAdministratorLink(database: Kysely<Database>, now: Date): Promise<string | null> {
  return database
    .transaction()
    .execute(async (tx) =>
      (await accountStore(tx).any()) ? null : linkStore(tx).make('first-administrator', null, now),
    );
}

/** Whether the link of the first visitor still works. */
export function firstRunOpen(database: Kysely<Database>, token: string, now: Date): Promise<boolean> {
  return database
    .transaction()
    .execute(async (tx) => (await linkStore(tx).find(token, 'first-administrator', now)) !== null);
}

export interface FirstAdministrator extends Omit<PersonFields, 'emails' | 'phones' | 'nameCases'> {
  readonly token: string;
  readonly email: string;
  readonly password: string;
  readonly again: string;
  /** The code of the region's reference data. */
  readonly region: string;
}

/**
 * The first visitor becomes administrator and operator, and the region's tree, its operator and its regulation are
 * laid down, all at once. Of several visitors with the link exactly one succeeds.
 */
export async function claimFirstAdministrator(
  database: Kysely<Database>,
  given: FirstAdministrator,
  circumstances: Circumstances,
): Promise<Outcome<NewSession>> {
  const { now } = circumstances;
  const good = checkPassword(given.password, given.email);
  if (!good.ok) return good;
  if (given.password !== given.again) return refuse(refusals.passwordsDiffer);
  const reference = readReferenceRegion(given.region);
  if (!reference) return refuse(refusals.noRegion);
  const passwordHash = await hashPassword(given.password);
  return atOnce(database, async (tx) => {
    if (!(await linkStore(tx).use(given.token, 'first-administrator', now))) return refuse(refusals.linkUsed);
    if (await accountStore(tx).any()) return refuse(refusals.linkUsed);
    const { region } = await importRegion({ tx, now }, reference);
    const { lastName, firstName, patronymic, gender } = given;
    const email = normalEmail(given.email);
    const fullName = [lastName, firstName, patronymic].filter(Boolean).join(' ');
    const nobody: Actor = {
      personId: '',
      fullName,
      post: '',
      role: 'administrator',
      grantId: '',
      unitId: region.id,
      unitPath: region.path,
      unitName: region.shortName,
      regionId: region.id,
      organisationId: null,
    };
    const begin: Work = { actor: nobody, now, today: todayOf(now), tx };
    const directory = people(tx, begin.today);
    const personId = await directory.create(begin, { lastName, firstName, patronymic, gender, emails: [email] });
    if (!(await accountStore(tx).add({ personId, email, passwordHash }, now))) return refuse(refusals.emailTaken);
    const work: Work = { ...begin, actor: { ...nobody, personId } };
    for (const role of ['administrator', 'operator'] satisfies Role[]) {
      const granted = await directory.grant(work, { personId, role, unitId: region.id });
      if (!granted.ok) return granted;
    }
    const { operator } = reference.regulation.requisites;
    const added = await organisations(tx, begin.today).create(work, {
      municipalityId: region.id,
      kind: 'operator',
      name: operator.name,
      shortName: operator.shortName,
      actsOn: operator.actsOn,
      address: operator.address,
      phones: operator.phones,
      emails: operator.emails,
    });
    if (!added.ok) return added;
    const loaded = await loadRegulations(work, { code: reference.code, regionId: region.id });
    if (!loaded.ok) return loaded;
    await journal(tx).write(work, {
      subject: { type: 'unit', id: region.id },
      action: 'region.imported',
      summary: `Начало работы: ${region.name}, справочные данные загружены`,
    });
    return ok(await beginSession(tx, personId, circumstances));
  });
}
