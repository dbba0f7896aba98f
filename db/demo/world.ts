import { sql, type Kysely } from 'kysely';
import { openAccount } from '#features/accounts/index.server.ts';
import {
  editCycle,
  installRegion,
  openCycle,
  publishQuotas,
  cycleById,
  readReferenceRegion,
} from '#features/regulation/index.server.ts';
import { importRegion, organisations, people, units, type Unit } from '#features/territory/index.server.ts';
import { addDays, today as todayOf, yearOf, type IsoDate } from '#kernel/dates.ts';
import type { Outcome } from '#kernel/refusal.ts';
import type { Actor, Role } from '#kernel/roles.ts';
import type { Database } from '#platform/database-types.ts';
import type { Context, Transaction, Work } from '#platform/use-case.server.ts';
import { demonstrationAccounts, demonstrationPassword } from './accounts.ts';
import { inventedOrganisations, type InventedOrganisation } from './organisations.ts';
import type { InventedPerson } from './people.ts';
import { inventedPerson } from './people.ts';

/** An organisation of the demonstration with the actors of its people. */
export interface DemonstrationSchool {
  readonly id: string;
  readonly shortName: string;
  readonly unit: Unit;
  readonly head: Actor;
  readonly member: Actor;
}

/** A region ready for the first step of the cycle: people, rights, regulation, an open cycle. */
export interface World {
  readonly database: Kysely<Database>;
  readonly now: Date;
  readonly today: IsoDate;
  readonly region: Unit;
  readonly operator: Actor;
  readonly coordinator: Actor;
  readonly curators: ReadonlyMap<string, Actor>;
  readonly municipalCoordinators: ReadonlyMap<string, Actor>;
  readonly schools: ReadonlyMap<string, readonly DemonstrationSchool[]>;
  readonly municipalities: readonly Unit[];
  readonly cycleId: string;
}

const dayMilliseconds = 86_400_000;

/** Groups a municipality may have above the quota of its kind: the demonstration shows what the operator can change. */
export const raisedQuotas: Readonly<Record<string, number>> = {
  'городской округ Волжский': 4,
  'городской округ Камышин': 2,
  'городской округ Михайловка': 2,
  'городской округ Урюпинск': 2,
};

/** The value of an outcome that must not be refused in a demonstration. */
export function must<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  throw new Error(`the demonstration was refused: ${outcome.error.code} ${outcome.error.message}`);
}

/** The context of an actor so many days before the present of the world. */
export function daysAgo(world: Pick<World, 'database' | 'now'>, days: number, actor: Actor): Context {
  return { actor, now: new Date(world.now.getTime() - days * dayMilliseconds), database: world.database };
}

/** Runs `run` in a transaction as the actor, for what has no use case of its own. */
export function inTransaction<Value>(context: Context, run: (work: Work) => Promise<Value>): Promise<Value> {
  return context.database
    .transaction()
    .execute((tx: Transaction) => run({ actor: context.actor, now: context.now, today: todayOf(context.now), tx }));
}

/** Builds the region with the regulation, curators, an operator and three or four schools in each municipality. */
export async function buildWorld(database: Kysely<Database>, now: Date): Promise<World> {
  const start = new Date(now.getTime() - 330 * dayMilliseconds);
  const regionId = await database.transaction().execute(async (tx) => {
    const reference = readReferenceRegion('volgograd');
    if (!reference) throw new Error('no reference region');
    return (await importRegion({ tx, now: start }, reference)).region.id;
  });
  const region = must(await read(database, async (tx) => (await units(tx).byId(regionId)) as Unit));
  const founder = seat({ personId: '', fullName: 'Установка', post: '' }, 'administrator', region);
  const base = { database, now };
  const context = daysAgo(base, 330, founder);
  const officials = await inTransaction(context, (work) => appointOfficials(work, region));
  const operator = officials.get('operator@example.org') as Actor;
  must(
    await installRegion(daysAgo(base, 329, officials.get('admin@example.org') as Actor), {
      code: 'volgograd',
      regionId,
    }),
  );
  must(await raiseQuotas(daysAgo(base, 325, operator)));
  const today = todayOf(now);
  const cycleId = await openDatedCycle({ ...base, today }, operator);

  const municipalities = must(await read(database, (tx) => units(tx).municipalities(regionId)));
  const curators = new Map<string, Actor>();
  const municipalCoordinators = new Map<string, Actor>();
  const schools = new Map<string, DemonstrationSchool[]>();
  let serial = 0;
  for (const unit of municipalities) {
    await inTransaction(daysAgo(base, 324, operator), async (work) => {
      curators.set(unit.name, await appointCurator(work, unit, serial));
      const coordinator = await municipalCoordinator(work, unit);
      if (coordinator) municipalCoordinators.set(unit.name, coordinator);
      const count = 2 * (raisedQuotas[unit.name] ?? (unit.kind === 'city-territorial-department' ? 2 : 1));
      const invented = [...namedOrganisations(unit), ...inventedOrganisations(unit, count, serial * 9)].slice(0, count);
      schools.set(unit.name, await founded(work, unit, invented));
    });
    serial += 1;
  }
  await openAccounts(daysAgo(base, 320, operator));
  const coordinator = officials.get('coordinator@example.org') as Actor;
  return {
    ...base,
    today,
    region,
    operator,
    coordinator,
    curators,
    municipalCoordinators,
    schools,
    municipalities,
    cycleId,
  };
}

async function read<Value>(
  database: Kysely<Database>,
  run: (tx: Transaction) => Promise<Value>,
): Promise<Outcome<Value>> {
  return { ok: true, value: await database.transaction().execute(run) };
}

function seat(person: { personId: string; fullName: string; post: string }, role: Role, unit: Unit): Actor {
  return {
    ...person,
    role,
    grantId: '',
    unitId: unit.id,
    unitPath: unit.path,
    unitName: unit.shortName,
    regionId: unit.regionId,
    organisationId: unit.kind === 'organisation' ? unit.id : null,
  };
}

/** Enters a person and gives the roles at once; the actor is of the first of them. */
async function person(
  work: Work,
  who: InventedPerson & { readonly post: string; readonly email: string; readonly phone?: string },
  grants: readonly { readonly role: Role; readonly unit: Unit }[],
): Promise<Actor> {
  const { post, email, phone, lastName, firstName, patronymic, gender } = who;
  const personId = await people(work.tx).create(work, {
    lastName,
    firstName,
    patronymic,
    gender,
    phones: phone ? [phone] : [],
    emails: [email],
  });
  for (const { role, unit } of grants)
    must(await people(work.tx).grant(work, { personId, role, unitId: unit.id, startsOn: work.today }));
  const first = grants[0];
  if (!first) throw new Error('a person without a role');
  return seat({ personId, fullName: `${lastName} ${firstName} ${patronymic}`, post }, first.role, first.unit);
}

/** The person of a demonstration account, by its name. */
function accountPerson(email: string): InventedPerson & { readonly email: string } {
  const account = demonstrationAccounts.find((candidate) => candidate.email === email);
  if (!account) throw new Error(`no demonstration account ${email}`);
  const [lastName = '', firstName = '', patronymic = ''] = account.name.split(' ');
  return { email, lastName, firstName, patronymic, gender: patronymic.endsWith('на') ? 'female' : 'male' };
}

async function appointOfficials(work: Work, region: Unit): Promise<Map<string, Actor>> {
  const staff: readonly { email: string; post: string; role: Role }[] = [
    { email: 'admin@example.org', post: 'Администратор платформы', role: 'administrator' },
    { email: 'operator@example.org', post: 'Методист центра', role: 'operator' },
    { email: 'committee@example.org', post: 'Консультант комитета', role: 'committee' },
    { email: 'coordinator@example.org', post: 'Методист', role: 'coordinator' },
  ];
  const office = must(
    await organisations(work.tx).create(work, {
      municipalityId: region.id,
      kind: 'operator',
      name: 'Государственное автономное учреждение дополнительного профессионального образования «Волгоградская государственная академия последипломного образования»',
      shortName: 'ГАУ ДПО «ВГАПО»',
      phones: ['+78442001020'],
      emails: ['office@example.org'],
    }),
  );
  const found = new Map<string, Actor>();
  for (const { email, post, role } of staff) {
    const actor = await person(work, { ...accountPerson(email), post, phone: '+78442005566' }, [
      { role, unit: region },
    ]);
    const unitId = office.id;
    if (role === 'operator' || role === 'coordinator') {
      must(
        await people(work.tx).appoint(work, {
          personId: actor.personId,
          unitId,
          post,
          staffCategory: 'specialist',
          startsOn: work.today,
        }),
      );
    }
    found.set(email, actor);
  }
  return found;
}

const accountCurators: Readonly<Record<string, string>> = {
  'Иловлинский муниципальный район': 'curator-ilovlya@example.org',
  'городской округ Камышин': 'curator-kamyshin@example.org',
  'Калачёвский муниципальный район': 'curator-kalach@example.org',
};

async function appointCurator(work: Work, unit: Unit, serial: number): Promise<Actor> {
  const email = accountCurators[unit.name];
  const who = email
    ? accountPerson(email)
    : { ...inventedPerson(5000 + serial), email: `curator${serial}@example.org` };
  const post = 'Главный специалист отдела образования';
  const grants: { role: Role; unit: Unit }[] = [{ role: 'municipal-curator', unit }];
  if (email === 'curator-kalach@example.org') grants.push({ role: 'coordinator', unit });
  return person(work, { ...who, post, phone: `+7844570${String(1000 + serial)}` }, grants);
}

/** In Kalach the coordinator is the municipality's own employee; the curator there is also the coordinator. */
async function municipalCoordinator(work: Work, unit: Unit): Promise<Actor | null> {
  if (unit.name !== 'Калачёвский муниципальный район') return null;
  const [holder] = await people(work.tx).holders('coordinator', unit.id, work.today);
  return holder
    ? seat({ personId: holder.personId, fullName: holder.fullName, post: holder.post }, 'coordinator', unit)
    : null;
}

/** The schools of the demonstration accounts and of the well-known examples. */
function namedOrganisations(unit: Unit): InventedOrganisation[] {
  const school = (
    shortName: string,
    title: string,
    index: number,
    staff: InventedOrganisation['staff'],
  ): InventedOrganisation => ({
    municipality: unit.name,
    kind: 'school',
    name: `муниципальное бюджетное общеобразовательное учреждение «${title}»`,
    shortName,
    phone: `+7844670${String(3340 + index)}`,
    email: `named${index}@example.org`,
    staff,
  });
  const staffed = (email: string, deputy: InventedPerson): InventedOrganisation['staff'] => [
    { ...accountPerson(email), post: 'Директор', category: 'head' },
    { ...deputy, post: 'Заместитель директора по УВР', category: 'deputy-head' },
  ];
  if (unit.name === 'Иловлинский муниципальный район') {
    return [
      school(
        'Логовская СОШ',
        'Логовская средняя общеобразовательная школа',
        1,
        staffed('head-logovka@example.org', inventedPerson(9001)),
      ),
      school(
        'Иловлинская СОШ № 77',
        'Иловлинская средняя общеобразовательная школа № 77',
        2,
        staffed('head-ilovlya@example.org', accountPerson('member-ilovlya@example.org')),
      ),
    ];
  }
  if (unit.name === 'городской округ Камышин') {
    const plain = (index: number): InventedOrganisation['staff'] => [
      { ...inventedPerson(index), post: 'Директор', category: 'head' },
      { ...inventedPerson(index + 1), post: 'Заместитель директора по УВР', category: 'deputy-head' },
    ];
    return [
      school('СШ № 1 г. Камышина', 'Средняя школа № 1 городского округа – город Камышин', 3, plain(9100)),
      school('СШ № 2 г. Камышина', 'Средняя школа № 2 городского округа – город Камышин', 4, plain(9200)),
    ];
  }
  return [];
}

async function founded(
  work: Work,
  unit: Unit,
  invented: readonly InventedOrganisation[],
): Promise<DemonstrationSchool[]> {
  const found: DemonstrationSchool[] = [];
  for (const { name, shortName, kind, phone, email, staff } of invented) {
    const fields = { municipalityId: unit.id, kind, name, shortName, phones: [phone], emails: [email] };
    const { id } = must(await organisations(work.tx).create(work, fields));
    const place = (await units(work.tx).byId(id)) as Unit;
    const actors: Actor[] = [];
    for (const [index, { post, category, lastName, firstName, patronymic, gender }] of staff.entries()) {
      const account = demonstrationAccounts.find(
        ({ name: known }) => known === `${lastName} ${firstName} ${patronymic}`,
      );
      const contact = account?.email ?? email.replace('@', `.${index}@`);
      const personId = await people(work.tx).create(work, {
        lastName,
        firstName,
        patronymic,
        gender,
        phones: [phone],
        emails: [contact],
      });
      must(
        await people(work.tx).appoint(work, {
          personId,
          unitId: id,
          post,
          staffCategory: category,
          startsOn: addDays(work.today, -400 - index),
        }),
      );
      const role: Role = category === 'head' ? 'organisation-head' : 'team-member';
      actors.push(seat({ personId, fullName: `${lastName} ${firstName} ${patronymic}`, post }, role, place));
    }
    const [head, member] = actors;
    if (!head || !member) throw new Error('a school without staff');
    found.push({ id, shortName, unit: place, head, member });
  }
  return found;
}

async function raiseQuotas(context: Context): Promise<Outcome<unknown>> {
  return publishQuotas(context, {
    basedOn: 1,
    note: 'Больше групп там, где больше школ',
    byKind: { 'municipal-district': 1, 'city-district': 1, 'city-territorial-department': 2 },
    byUnit: [
      { unit: 'городской округ Волгоград', groups: 0 },
      ...Object.entries(raisedQuotas).map(([unit, groups]) => ({ unit, groups })),
    ],
    experienced: 1,
    developing: 1,
  });
}

/** The cycle of the demonstration began ten months ago; its last dates lie around the present. */
async function openDatedCycle(
  base: { database: Kysely<Database>; now: Date; today: IsoDate },
  operator: Actor,
): Promise<string> {
  const context = daysAgo(base, 323, operator);
  const { id } = must(await openCycle(context, { year: yearOf(addDays(base.today, 40)) }));
  const cycle = must(await read(base.database, (tx) => cycleById(tx, id)));
  const startsOn = addDays(base.today, -323);
  const spread = (index: number): IsoDate => addDays(base.today, -60 + index * 12);
  must(
    await editCycle(context, {
      cycleId: id,
      startsOn,
      endsOn: addDays(base.today, 260),
      agreementSendBy: addDays(base.today, -18),
      agreementSignBy: addDays(base.today, -12),
      programmeDueOn: addDays(base.today, 3),
      milestones: (cycle?.milestones ?? []).map(({ key }, index) => ({ key, dueOn: spread(index) })),
    }),
  );
  return id;
}

/** One password for everybody in the demonstration. */
async function openAccounts(context: Context): Promise<void> {
  const found = await context.database
    .selectFrom('person')
    .select(['id', 'emails'])
    .where('emails', '&&', sql<string[]>`${demonstrationAccounts.map(({ email }) => email)}::text[]`)
    .execute();
  await inTransaction(context, async (work) => {
    for (const { email } of demonstrationAccounts) {
      const owner = found.find(({ emails }) => emails.includes(email));
      if (!owner) throw new Error(`nobody has the address ${email}`);
      must(await openAccount(work, { personId: owner.id, email, password: demonstrationPassword }));
    }
  });
}
