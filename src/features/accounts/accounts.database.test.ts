import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { organisations, people, units } from '#features/territory/index.server.ts';
import type { Context } from '#platform/use-case.server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import {
  addHolder,
  addStaffMember,
  appointHead,
  asOfNow,
  changePassword,
  changeSignInEmail,
  claimFirstAdministrator,
  createFirstAdministratorLink,
  endSession,
  giveResetLink,
  invitePerson,
  keepForm,
  listLetters,
  openLink,
  ownSessions,
  readKeptForm,
  requestPasswordReset,
  sessionActor,
  setAccountDisabled,
  setPasswordByLink,
  signIn,
  signOut,
  signOutEverywhere,
  switchRole,
} from './index.server.ts';
import { attemptTerms, linkTerms, sessionTerms } from './rules.ts';

const now = new Date('2027-03-12T09:00:00+03:00');
const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
const origin = 'http://127.0.0.1:3000';
const password = 'три хомяка на лодке';
const circumstances = { now, userAgent: 'test' };
const first = {
  lastName: 'Ладынин',
  firstName: 'Олег',
  patronymic: 'Романович',
  gender: 'male',
  email: 'First@Example.org',
  password,
  again: password,
  region: 'volgograd',
} as const;

let db: TestDatabase;
let administrator: Context;
let operator: Context;

beforeAll(async () => {
  db = await createTestDatabase({ connections: 20 });
});
afterAll(() => db.close());

const contextOf = (actor: Actor, at = now): Context => ({ actor, now: at, database: db.database });
const twenty = <Value>(run: (index: number) => Promise<Value>): Promise<Value[]> =>
  Promise.all(Array.from({ length: 20 }, (_, index) => run(index)));
const value = <Value>(outcome: { ok: true; value: Value } | { ok: false; error: unknown }): Value => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
};
const count = (outcomes: readonly { ok: boolean }[]): number => outcomes.filter((outcome) => outcome.ok).length;

/** Signs in and gives the context of the role. */
async function signedIn(
  email: string,
  role: Actor['role'],
  given = password,
): Promise<{ token: string; context: Context }> {
  const { token } = value(await signIn(db.database, { email, password: given }, circumstances));
  const session = await sessionActor(db.database, token, now);
  const grant = session?.grants.find((each) => each.role === role);
  const actor = value(await switchRole(db.database, token, grant?.id ?? '', now));
  return { token, context: contextOf(actor) };
}

describe('the first administrator', () => {
  test('of 20 visitors with the one-time link exactly one becomes the administrator', async () => {
    const token = (await createFirstAdministratorLink(db.database, now)) ?? '';
    const outcomes = await twenty((index) =>
      claimFirstAdministrator(
        db.database,
        { ...first, token, email: index === 0 ? first.email : `other${index}@example.org` },
        circumstances,
      ),
    );
    expect(count(outcomes)).toBe(1);
    expect(await createFirstAdministratorLink(db.database, now)).toBeNull();
    const session = value(outcomes.find((outcome) => outcome.ok)!);
    const person = await sessionActor(db.database, session.token, now);
    expect(person?.grants.map((grant) => grant.role).sort()).toEqual(['administrator', 'operator']);
    expect(person?.actor?.role).toBe('operator');
    await db.database.updateTable('account').set({ email: 'first@example.org' }).execute();
    administrator = (await signedIn('first@example.org', 'administrator')).context;
    operator = (await signedIn('first@example.org', 'operator')).context;
  });

  test('the region is laid down whole: 38 municipalities and the departments of the city', async () => {
    const found = await db.database.transaction().execute(async (tx) => ({
      municipal: await units(tx).municipalities(operator.actor.regionId),
      tree: await units(tx).tree(operator.actor.regionId),
    }));
    expect(
      found.tree.filter((unit) => unit.kind === 'municipal-district' || unit.kind === 'city-district'),
    ).toHaveLength(38);
    expect(found.municipal).toHaveLength(37 + 8);
    expect(found.tree.find((unit) => unit.name === 'городской округ Камышин')?.shortName).toBe(
      'г.\u00a0о.\u00a0Камышин',
    );
  });

  test('a link whose term is over opens nothing', async () => {
    const outcome = await claimFirstAdministrator(db.database, { ...first, token: 'unknown' }, circumstances);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'accounts.link-used' } });
  });
});

describe('signing in', () => {
  test('the address may be typed in any case, a wrong password tells nothing about the address', async () => {
    expect((await signIn(db.database, { email: ' FIRST@example.ORG ', password }, circumstances)).ok).toBe(true);
    const known = await signIn(db.database, { email: 'first@example.org', password: 'не тот пароль' }, circumstances);
    const unknown = await signIn(
      db.database,
      { email: 'nobody@example.org', password: 'не тот пароль' },
      circumstances,
    );
    expect(known).toEqual(unknown);
    await signIn(db.database, { email: 'first@example.org', password }, circumstances);
  });

  test('five misses put an address to rest, known or not, even when they come at once; then it works again', async () => {
    for (const email of ['first@example.org', 'stranger@example.org']) {
      const outcomes = await twenty(() => signIn(db.database, { email, password: 'не тот пароль' }, circumstances));
      const codes = outcomes.map((outcome) => (outcome.ok ? '' : outcome.error.code));
      expect(codes.filter((code) => code === 'accounts.wrong-password')).toHaveLength(attemptTerms.most);
      expect(codes.filter((code) => code === 'accounts.resting')).toHaveLength(20 - attemptTerms.most);
    }
    expect(await signIn(db.database, { email: 'first@example.org', password }, circumstances)).toMatchObject({
      ok: false,
      error: { message: 'Пароль несколько раз введён неверно. Войти можно будет через 10\u00a0минут' },
    });
    const after = await signIn(
      db.database,
      { email: 'first@example.org', password },
      { now: later(attemptTerms.rest), userAgent: '' },
    );
    expect(after.ok).toBe(true);
  });

  test('only the hash of a session token is stored', async () => {
    const { token } = await signedIn('first@example.org', 'operator');
    const rows = await db.database.selectFrom('session').select('tokenHash').execute();
    expect(rows.some((row) => row.tokenHash.includes(token))).toBe(false);
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.tokenHash))).toBe(true);
  });

  test('a session slides for 12 hours and ends after 14 days at the latest', async () => {
    const { token } = await signedIn('first@example.org', 'operator');
    expect(await sessionActor(db.database, token, later(sessionTerms.idle + 1000))).toBeNull();
    const step = sessionTerms.idle - 60_000;
    let at = 0;
    while (at + step < sessionTerms.longest)
      expect(await sessionActor(db.database, token, later((at += step)))).not.toBeNull();
    expect(await sessionActor(db.database, token, later(sessionTerms.longest))).toBeNull();
  });

  test('signing out ends one session, signing out everywhere ends all', async () => {
    const one = await signedIn('first@example.org', 'operator');
    const two = await signedIn('first@example.org', 'operator');
    await signOut(db.database, one.token);
    expect(await sessionActor(db.database, one.token, now)).toBeNull();
    expect(await sessionActor(db.database, two.token, now)).not.toBeNull();
    const three = await signedIn('first@example.org', 'operator');
    const lines = value(await ownSessions(two.context, { token: two.token }));
    expect(lines.filter((line) => line.current)).toHaveLength(1);
    const other = lines.find((line) => !line.current)!;
    expect((await endSession(two.context, { key: other.key })).ok).toBe(true);
    value(await signOutEverywhere(two.context, {}));
    expect(await sessionActor(db.database, two.token, now)).toBeNull();
    expect(await sessionActor(db.database, three.token, now)).toBeNull();
  });

  test('a role the person does not hold cannot be chosen', async () => {
    const { token } = await signedIn('first@example.org', 'operator');
    expect(await switchRole(db.database, token, '01900000-0000-7000-8000-000000000000', now)).toMatchObject({
      ok: false,
    });
  });
});

describe('invitations', () => {
  let curator: Context;
  let schoolId: string;

  test('the operator invites a curator, whose one-time link works once', async () => {
    const municipality = await db.database
      .transaction()
      .execute(async (tx) =>
        (await units(tx).municipalities(operator.actor.regionId)).find((unit) => unit.name.startsWith('Иловлинский')),
      );
    const added = value(
      await addHolder(operator, {
        lastName: 'Белов',
        firstName: 'Семён',
        patronymic: 'Андреевич',
        gender: 'male',
        role: 'municipal-curator',
        unitId: municipality!.id,
        post: 'начальник отдела',
        phones: [],
        email: 'curator@example.org',
        origin,
      }),
    );
    const bodies = await db.database
      .transaction()
      .execute((tx) => people(tx, '2027-03-12').holders('municipal-curator', municipality!.id));
    expect(bodies).toMatchObject([{ fullName: 'Белов Семён Андреевич', post: 'начальник отдела' }]);
    const token = added.invitation!.path.replace('/invitation/', '');
    expect(await openLink(db.database, token, 'invitation', now)).toMatchObject({ email: 'curator@example.org' });
    expect(await openLink(db.database, token, 'password-reset', now)).toBeNull();
    const outcomes = await twenty(() =>
      setPasswordByLink(db.database, { token, purpose: 'invitation', password, again: password }, circumstances),
    );
    expect(count(outcomes)).toBe(1);
    expect(await openLink(db.database, token, 'invitation', now)).toBeNull();
    curator = (await signedIn('curator@example.org', 'municipal-curator')).context;
  });

  test('of 20 invitations with the same address exactly one is made', async () => {
    const outcomes = await twenty((index) =>
      addHolder(operator, {
        lastName: `Рощина${index}`,
        firstName: 'Вера',
        patronymic: null,
        gender: 'female',
        role: 'coordinator',
        unitId: operator.actor.regionId,
        post: null,
        phones: [],
        email: index % 2 ? 'same@example.org' : 'SAME@example.org',
        origin,
      }),
    );
    expect(count(outcomes)).toBe(1);
    const people = await db.database.selectFrom('person').select('id').where('lastName', 'like', 'Рощина%').execute();
    expect(people).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
      error: { code: 'accounts.email-taken', field: 'email' },
    });
  });

  test('a curator adds a school of the municipality, its head and a member with their accounts', async () => {
    schoolId = await db.database.transaction().execute(async (tx) => {
      const work = { actor: curator.actor, now, today: '2027-03-12', tx };
      return value(
        await organisations(tx).create(work, {
          municipalityId: curator.actor.unitId,
          kind: 'school',
          name: 'школа № 1',
          shortName: 'СШ № 1',
        }),
      ).id;
    });
    const outcomes = await twenty((index) =>
      appointHead(curator, {
        organisationId: schoolId,
        personId: null,
        lastName: `Седова${index}`,
        firstName: 'Анна',
        patronymic: 'Ильинична',
        gender: 'female',
        post: 'Директор',
        startsOn: '2027-03-01',
        phones: [],
        email: `head${index}@example.org`,
        seen: null,
        origin,
      }),
    );
    expect(count(outcomes)).toBe(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ error: { code: 'territory.head-changed' } });
    const head = value(outcomes.find((outcome) => outcome.ok)!);
    const letters = await db.database
      .selectFrom('mailMessage')
      .selectAll()
      .where('personId', '=', head.personId)
      .execute();
    expect(letters).toHaveLength(1);
    expect(letters[0]?.body).toContain(`${origin}/invitation/`);
    value(
      await addStaffMember(curator, {
        organisationId: schoolId,
        lastName: 'Астахова',
        firstName: 'Дарья',
        patronymic: 'Львовна',
        gender: 'female',
        post: 'Заместитель директора',
        staffCategory: 'deputy-head',
        startsOn: '2027-03-01',
        phones: ['+79000000000'],
        email: null,
        origin,
      }),
    );
    const staff = await db.database.transaction().execute((tx) => people(tx, '2027-03-12').staffOf(schoolId));
    expect(staff.map((member) => member.post)).toEqual(['Директор', 'Заместитель директора']);
  });

  test('an invitation may be repeated until it is accepted; the old link stops working, an active account is not taken over', async () => {
    const added = value(
      await addStaffMember(curator, {
        organisationId: schoolId,
        lastName: 'Громов',
        firstName: 'Лев',
        patronymic: null,
        gender: 'male',
        post: 'Методист',
        staffCategory: 'specialist',
        startsOn: '2027-03-01',
        phones: [],
        email: 'gromov@example.org',
        origin,
      }),
    );
    const old = added.invitation!.path.replace('/invitation/', '');
    const again = value(await invitePerson(curator, { personId: added.personId, email: null, origin }));
    expect(await openLink(db.database, old, 'invitation', now)).toBeNull();
    const token = again.path.replace('/invitation/', '');
    expect(await openLink(db.database, token, 'invitation', later(linkTerms.invitation))).toBeNull();
    value(
      await setPasswordByLink(db.database, { token, purpose: 'invitation', password, again: password }, circumstances),
    );
    expect(await invitePerson(curator, { personId: added.personId, email: null, origin })).toMatchObject({
      ok: false,
      error: { code: 'accounts.active-already' },
    });
  });

  test('a curator cannot take over the account of an operator', async () => {
    expect(await giveResetLink(curator, { personId: operator.actor.personId, origin })).toMatchObject({
      ok: false,
      error: { code: 'territory.manage-account', kind: 'forbidden' },
    });
  });

  test('a disabled account ends its sessions and signs in no more', async () => {
    const member = await signedIn('gromov@example.org', 'team-member');
    value(await setAccountDisabled(curator, { personId: member.context.actor.personId, disabled: true }));
    expect(await sessionActor(db.database, member.token, now)).toBeNull();
    expect(await signIn(db.database, { email: 'gromov@example.org', password }, circumstances)).toMatchObject({
      ok: false,
      error: { code: 'accounts.disabled' },
    });
    const asked = { id: '', database: db.database, input: null, now, progress: () => Promise.resolve() };
    const begun = () => asOfNow(({ actor }) => Promise.resolve(ok({ result: actor })))({ ...asked, actor });
    const { actor } = member.context;
    // long work asked for before is not done either
    expect(await begun()).toMatchObject({ ok: false, error: { code: 'accounts.no-such-role' } });
    value(await setAccountDisabled(curator, { personId: member.context.actor.personId, disabled: false }));
    expect(await begun()).toMatchObject({ ok: true, value: { result: actor } });
    const ended = await db.database
      .updateTable('roleGrant')
      .set({ endsOn: '2027-03-11' })
      .where('id', '=', actor.grantId)
      .returning('id')
      .execute();
    expect(ended).toHaveLength(1);
    expect(await begun()).toMatchObject({ ok: false, error: { code: 'accounts.no-such-role' } });
    await db.database.updateTable('roleGrant').set({ endsOn: null }).where('id', '=', actor.grantId).execute();
    expect(await setAccountDisabled(curator, { personId: curator.actor.personId, disabled: true })).toMatchObject({
      ok: false,
    });
  });

  test('an administrator reads the outbox, everybody else letters to themselves', async () => {
    const all = value(await listLetters(administrator, {}));
    expect(all.all).toBe(true);
    expect(all.rows.length).toBeGreaterThan(2);
    const own = value(await listLetters(curator, {}));
    expect(own.rows.every((letter) => letter.personId === curator.actor.personId)).toBe(true);
    await db.database.updateTable('mailMessage').set({ sentAt: now }).execute();
    const sent = value(await listLetters(administrator, {}));
    expect(sent.rows.every((letter) => letter.body === null || letter.personId === administrator.actor.personId)).toBe(
      true,
    );
  });
});

describe('passwords', () => {
  test('a reset is asked for without telling whether the address is known; 20 requests make one letter', async () => {
    const letters = async () =>
      (await db.database.selectFrom('mailMessage').select('id').where('subject', '=', 'Новый пароль').execute()).length;
    const before = await letters();
    expect(await requestPasswordReset(db.database, { email: 'nobody@example.org', origin }, now)).toBeUndefined();
    expect(await letters()).toBe(before);
    await twenty(() => requestPasswordReset(db.database, { email: 'Curator@example.org', origin }, now));
    expect(await letters()).toBe(before + 1);
  });

  test('a new password by link ends every session; the link works once', async () => {
    const { token: session } = await signedIn('curator@example.org', 'municipal-curator');
    const letter = await db.database
      .selectFrom('mailMessage')
      .select('body')
      .where('subject', '=', 'Новый пароль')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const token = /\/password\/(\S+)/.exec(letter.body)?.[1] ?? '';
    const reset = {
      token,
      purpose: 'password-reset',
      password: 'четыре слова про лодку',
      again: 'четыре слова про лодку',
    } as const;
    expect(
      await setPasswordByLink(db.database, { ...reset, password: 'короткий', again: 'короткий' }, circumstances),
    ).toMatchObject({ ok: false });
    value(await setPasswordByLink(db.database, reset, circumstances));
    expect(await sessionActor(db.database, session, now)).toBeNull();
    expect(await setPasswordByLink(db.database, reset, circumstances)).toMatchObject({
      ok: false,
      error: { code: 'accounts.link-used' },
    });
    expect((await signIn(db.database, { email: 'curator@example.org', password }, circumstances)).ok).toBe(false);
  });

  test('changing the password asks for the present one and keeps only this session', async () => {
    const next = 'пять слов про синюю лодку';
    const one = await signedIn('first@example.org', 'operator');
    const two = await signedIn('first@example.org', 'operator');
    const change = { current: 'не тот', password: next, again: next, token: one.token };
    expect(await changePassword(one.context, change)).toMatchObject({ ok: false, error: { field: 'current' } });
    expect(await changePassword(one.context, { ...change, current: password, again: 'другой пароль' })).toMatchObject({
      ok: false,
      error: { field: 'again' },
    });
    await requestPasswordReset(db.database, { email: 'first@example.org', origin }, now);
    const letter = await db.database
      .selectFrom('mailMessage')
      .select('body')
      .where('subject', '=', 'Новый пароль')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const token = /\/password\/(\S+)/.exec(letter.body)?.[1] ?? '';
    expect(await openLink(db.database, token, 'password-reset', now)).not.toBeNull();
    value(await changePassword(one.context, { ...change, current: password }));
    // a link asked for before leads nowhere any more
    expect(await openLink(db.database, token, 'password-reset', now)).toBeNull();
    expect(await sessionActor(db.database, one.token, now)).not.toBeNull();
    expect(await sessionActor(db.database, two.token, now)).toBeNull();
  });
});

test('of 20 people who change to the same address exactly one gets it, whoever invites with it meanwhile', async () => {
  const contexts = await twenty(async (index) => {
    const { personId, invitation } = value(
      await addHolder(operator, {
        lastName: `Адресат${index}`,
        firstName: 'Лев',
        patronymic: null,
        gender: 'male',
        role: 'coordinator',
        unitId: operator.actor.regionId,
        post: null,
        phones: [],
        email: `mover${index}@example.org`,
        origin,
      }),
    );
    const token = invitation!.path.replace('/invitation/', '');
    value(
      await setPasswordByLink(db.database, { token, purpose: 'invitation', password, again: password }, circumstances),
    );
    return contextOf({ ...operator.actor, personId });
  });
  const outcomes = await Promise.all(
    contexts.map((context) => changeSignInEmail(context, { email: 'wanted@example.org', current: password })),
  );
  expect(count(outcomes)).toBe(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ error: { code: 'accounts.email-taken' } });
});

describe('a form sent after the session had expired', () => {
  test('is kept without passwords for a day and given back once', async () => {
    const form = {
      path: '/groups/1?/save',
      fields: [
        ['title', 'Группа'],
        ['title', 'ещё'],
        ['password', 'тайна'],
        ['current', 'тайна'],
      ] as [string, string][],
    };
    const token = await keepForm(db.database, form, now);
    const kept = {
      path: form.path,
      fields: [
        ['title', 'Группа'],
        ['title', 'ещё'],
      ],
    };
    expect(await readKeptForm(db.database, token, now)).toEqual(kept);
    expect(await readKeptForm(db.database, token, later(25 * 3_600_000))).toBeNull();
  });
});
