import type { Kysely } from 'kysely';
import { cycleById, installRegion, openCycle, readReferenceRegion } from '#features/regulation/index.server.ts';
import { importRegion, organisations, people, type Unit } from '#features/territory/index.server.ts';
import { today } from '#kernel/dates.ts';
import type { Outcome } from '#kernel/refusal.ts';
import type { Actor, Role } from '#kernel/roles.ts';
import type { Database } from '#platform/database-types.ts';
import type { Context, Work } from '#platform/use-case.server.ts';

/** The value of an outcome that a test relies on. */
export function must<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  throw new Error(
    `refused: ${outcome.error.code} — ${outcome.error.message} ${JSON.stringify(outcome.error.fields ?? '')}`,
  );
}

/** The code of a refusal, or «ok». */
export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.error.code);

interface NewSchool {
  readonly municipality: Unit;
  readonly name: string;
  readonly kind?: 'school' | 'kindergarten' | 'additional-education' | 'college' | 'methodical-service';
  readonly contacts?: boolean;
}

/** The real tree of the region with its regulation and an open cycle, without organisations and people but the asked. */
export async function smallRegion(
  database: Kysely<Database>,
  { now = new Date('2026-10-05T09:00:00Z'), year = 2026 } = {},
) {
  const inTransaction = <Value>(actor: Actor, run: (work: Work) => Promise<Value>): Promise<Value> =>
    database.transaction().execute((tx) => run({ actor, now, today: today(now), tx }));
  const seat = (role: Role, unit: Unit, personId = '', fullName = ''): Actor => ({
    personId,
    fullName,
    post: '',
    role,
    grantId: '',
    unitId: unit.id,
    unitPath: unit.path,
    unitName: unit.shortName,
    regionId: unit.regionId,
    organisationId: unit.kind === 'organisation' ? unit.id : null,
  });
  const as = (actor: Actor, submission: string | null = null): Context => ({ actor, now, database, submission });

  const reference = readReferenceRegion('volgograd');
  if (!reference) throw new Error('no reference region');
  const { region, byName } = await database.transaction().execute((tx) => importRegion({ tx, now }, reference));
  const unit = (name: string): Unit => {
    const one = byName.get(name);
    if (!one) throw new Error(`no unit ${name}`);
    return one;
  };
  const founder = seat('administrator', region);
  must(await installRegion(as(founder), { code: 'volgograd', regionId: region.id }));

  let serial = 0;
  /** A person with an account-less role at a unit, as an actor. */
  async function official(role: Role, at: Unit): Promise<Actor> {
    serial += 1;
    const number = serial;
    return inTransaction(founder, async (work) => {
      const personId = await people(work.tx).create(work, {
        lastName: `Орлова-${'абвгдежзиклмнопрст'[number % 18]}`,
        firstName: 'Инна',
        patronymic: 'Павловна',
        gender: 'female',
        phones: [],
        emails: [`${role}-${number}@example.org`],
      });
      must(await people(work.tx).grant(work, { personId, role, unitId: at.id, startsOn: work.today }));
      return seat(role, at, personId, 'Орлова Инна Павловна');
    });
  }

  /** An organisation with its head: the organisation's id and the head as an actor. */
  async function school({ municipality, name, kind = 'school', contacts = true }: NewSchool) {
    serial += 1;
    const number = serial;
    return inTransaction(founder, async (work) => {
      const { id } = must(
        await organisations(work.tx, work.today).create(work, {
          municipalityId: municipality.id,
          kind,
          name,
          shortName: name,
        }),
      );
      const personId = await people(work.tx).create(work, {
        lastName: 'Лаврова',
        firstName: 'Ольга',
        patronymic: 'Петровна',
        gender: 'female',
        phones: contacts ? ['+78445701122'] : [],
        emails: contacts ? [`school-${number}@example.org`] : [],
      });
      must(
        await people(work.tx).appoint(work, {
          personId,
          unitId: id,
          post: 'директор',
          staffCategory: 'head',
          startsOn: work.today,
        }),
      );
      const own = await work.tx.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      return { id, name, head: seat('organisation-head', own as unknown as Unit, personId, 'Лаврова Ольга Петровна') };
    });
  }

  const operator = await official('operator', region);
  const { id: cycleId } = must(await openCycle(as(operator), { year }));
  const cycle = (await database.transaction().execute((tx) => cycleById(tx, cycleId)))!;
  return { database, now, region, unit, official, school, seat, as, inTransaction, operator, cycle };
}

export type SmallRegion = Awaited<ReturnType<typeof smallRegion>>;
