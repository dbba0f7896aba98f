import { z } from 'zod';
import { clauseKeys } from '#kernel/clauses.ts';
import { frequencies } from '#kernel/due.ts';
import { nameCases } from '#kernel/names.ts';

/** The parts of a regulation that carry numbered clauses. */
export const actKeys = ['regulation', 'algorithm', 'procedure', 'platform'] as const;
export type ActKey = (typeof actKeys)[number];

/** Everything printed by the regulation's own texts. */
export const documentKeys = [
  'participants-form',
  'teams-registry',
  'composition-order',
  'agreement',
  'programme',
  'amendment-sheet',
  'information-report',
  'final-report',
  'service-memo',
  'replacement-order',
  'extension-order',
  'early-finish-order',
  'dissolution-order',
  'orders-register',
] as const;
export type DocumentKey = (typeof documentKeys)[number];

/** Kinds of units that a quota can name, and kinds of organisations that join the system by years. */
export const territoryKinds = ['municipal-district', 'city-district', 'city-territorial-department'] as const;
export type TerritoryKind = (typeof territoryKinds)[number];
export const organisationKindKeys = [
  'school',
  'kindergarten',
  'additional-education',
  'college',
  'methodical-service',
] as const;
export type OrganisationKindKey = (typeof organisationKindKeys)[number];

/** Who a date of the cycle is for. */
export const milestoneRoles = ['operator', 'municipal-curator', 'coordinator', 'organisation-head', 'team'] as const;
export type MilestoneRole = (typeof milestoneRoles)[number];

/** Who may be named as responsible for an activity. */
export const responsibleKeys = [
  'coordinator',
  'working-group-leaders',
  'developing-team',
  'experienced-team',
  'group-members',
  'operator',
  'mentoring-group',
  'developing-leader',
  'experienced-leader',
] as const;
export type ResponsibleKey = (typeof responsibleKeys)[number];

const line = z.string().trim().min(1).max(1000);
const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Код — строчные латинские буквы, цифры и дефисы')
  .max(60);
const year = z.number().int().min(2000).max(2100);
const whole = (min: number, max: number) => z.number().int().min(min).max(max);

/** A point of a period: so many months after its start, its middle or its end. */
const point = z.strictObject({ anchor: z.enum(['start', 'middle', 'end']), months: whole(-12, 12) });
const regular = z.strictObject({ kind: z.literal('regular'), every: z.enum(frequencies) });
const wholePeriod = z.strictObject({ kind: z.literal('whole-period') });

/** When an activity of the standard plan takes place, relative to the period of a programme yet unknown. */
const relativeDue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('month'), at: point }),
  z.strictObject({ kind: z.literal('months'), at: z.array(point).min(2).max(12) }),
  z.strictObject({ kind: z.literal('span'), from: point, to: point }),
  z.strictObject({ kind: z.literal('by-agreement') }),
  regular,
  wholePeriod,
]);
export type RelativePoint = z.output<typeof point>;
export type RelativeDue = z.output<typeof relativeDue>;

/** A day, a month of a cycle that begins in an unknown year. */
const yearOffset = whole(0, 2);
const cycleDay = z.strictObject({ month: whole(1, 12), day: whole(1, 31), yearOffset });
const cycleMonth = z.strictObject({ month: whole(1, 12), yearOffset });
export type CycleDay = z.output<typeof cycleDay>;
const cycleDue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('month'), at: cycleMonth }),
  z.strictObject({ kind: z.literal('span'), from: cycleMonth, to: cycleMonth }),
  regular,
  wholePeriod,
]);
export type CycleDue = z.output<typeof cycleDue>;

const clause = z.strictObject({
  number: z.string().min(1).max(12),
  text: z.string().trim().min(1).max(4000),
  items: z.array(line).max(40).optional(),
});
const act = z.strictObject({
  title: line,
  genitive: line,
  sections: z.array(z.strictObject({ number: z.string().max(8), title: line, clauses: z.array(clause).min(1) })).min(1),
});
export type Act = z.output<typeof act>;

const direction = z.strictObject({
  code,
  title: line,
  shortTitle: z.string().trim().min(1).max(60),
  aliases: z.array(line).max(30).default([]),
  workingGroup: z.array(line).max(12).default([]),
  archived: z.boolean().optional(),
});
export type Direction = z.output<typeof direction>;

const transferForm = z.strictObject({ code, title: line, archived: z.boolean().optional() });
export type TransferForm = z.output<typeof transferForm>;

const standardActivity = z.strictObject({
  number: whole(1, 99),
  stage: whole(1, 3),
  title: line,
  transferForm: code,
  due: relativeDue,
  responsible: z.array(z.enum(responsibleKeys)).min(1),
  themesAllowed: z.boolean(),
});
export type StandardActivity = z.output<typeof standardActivity>;

const milestone = z.strictObject({
  key: code,
  title: line,
  from: cycleDay.optional(),
  on: cycleDay,
  role: z.enum(milestoneRoles),
  step: whole(1, 6).nullable(),
});
export type Milestone = z.output<typeof milestone>;

const quotas = z.strictObject({
  byKind: z.strictObject(
    Object.fromEntries(territoryKinds.map((kind) => [kind, whole(0, 99)])) as Record<TerritoryKind, z.ZodNumber>,
  ),
  byUnit: z.array(z.strictObject({ unit: line, groups: whole(0, 99) })),
  teamsPerGroup: z.strictObject({ experienced: whole(1, 9), developing: whole(1, 9) }),
});
export type Quotas = z.output<typeof quotas>;

const target = z.strictObject({
  year,
  percent: z.number().min(0).max(100),
  organisations: whole(0, 100_000),
  total: whole(0, 1_000_000),
});
export type Target = z.output<typeof target>;

const organisationKind = z.strictObject({
  kind: z.enum(organisationKindKeys),
  title: line,
  titlePlural: line,
  fromYear: year,
});
export type OrganisationKind = z.output<typeof organisationKind>;

const measure = z.strictObject({ title: line, responsible: line, due: cycleDue });
export type PlannedMeasure = z.output<typeof measure>;

const document = z.strictObject({
  title: line,
  orientation: z.enum(['portrait', 'landscape']),
  body: z.string().min(1).max(40_000),
});
export type DocumentText = z.output<typeof document>;

const head = z.strictObject({
  lastName: line,
  firstName: line,
  patronymic: line.nullable(),
  gender: z.enum(['female', 'male']),
  post: line,
  /** Own forms of the name; versions written before they could be named have none. */
  nameCases: z.partialRecord(z.enum(nameCases), line).default({}),
});
const scale = z.array(z.strictObject({ value: whole(0, 10), title: line })).min(2);
const keyed = z.strictObject({ key: code, title: line });

const recordOf = <Key extends string, Value extends z.ZodType>(keys: readonly Key[], value: Value) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>);

/** The whole regulation of a region as one versioned document. */
export const regulationSchema = z.strictObject({
  kind: z.literal('regional'),
  code,
  title: line,
  territory: line,
  legalBasis: z.array(line),
  acts: recordOf(actKeys, act),
  clauses: recordOf(clauseKeys, z.strictObject({ act: z.enum(actKeys), number: z.string().min(1) })),
  directions: z.array(direction).min(1),
  transferForms: z.array(transferForm).min(1),
  term: z.strictObject({ minMonths: whole(1, 60), maxMonths: whole(1, 60) }),
  extension: z.strictObject({ maxMonths: whole(0, 60), times: whole(0, 9) }),
  daysToSumUp: whole(1, 365),
  quotas,
  organisationKinds: z.array(organisationKind).min(1),
  targets: z.array(target),
  coordinatorEmployer: z.enum(['municipality', 'operator']),
  steps: z.array(z.strictObject({ number: whole(1, 6), title: line, shortTitle: line })).length(6),
  stages: z.array(z.strictObject({ number: whole(1, 3), roman: line, title: line, from: point, to: point })).length(3),
  responsibleParties: z
    .array(z.strictObject({ key: z.enum(responsibleKeys), title: line }))
    .length(responsibleKeys.length),
  standardPlan: z.array(standardActivity).min(1),
  cycle: z.strictObject({
    starts: cycleDay,
    ends: cycleDay,
    agreementSendBy: code,
    agreementSignBy: code,
    programmeDueOn: code,
  }),
  milestones: z.array(milestone),
  replacementGrounds: z
    .array(z.strictObject({ key: z.enum(['party-request', 'party-failure', 'other']), title: line }))
    .length(3),
  staffCategories: z.array(z.strictObject({ key: code, title: line, management: z.boolean() })),
  workingGroup: z.strictObject({ leaders: z.literal(1), minContacts: whole(1, 9) }),
  supervision: z.strictObject({ scale, entryQuestions: z.array(line), exitQuestions: z.array(line) }),
  survey: z.strictObject({
    scale,
    statements: z.array(z.strictObject({ key: keyed.shape.key, text: line })).min(1),
  }),
  requisites: z.strictObject({
    operator: z.strictObject({
      name: line,
      shortName: line,
      city: line,
      address: line,
      phones: z.array(line),
      emails: z.array(line),
      actsOn: line,
      head,
    }),
    committee: z.strictObject({ name: line, shortName: line }),
  }),
  measures: z.array(measure),
  documents: recordOf(documentKeys, document),
});
export type RegulationDocument = z.output<typeof regulationSchema>;

/** What a municipality's regulation says otherwise than the region's. */
export const overlaySchema = z.strictObject({
  kind: z.literal('municipal'),
  code,
  base: code,
  unit: line,
  title: line,
  coordinatorEmployer: z.enum(['municipality', 'operator']),
  withoutDirections: z.array(code).default([]),
  clauseTexts: z.array(clause.extend({ act: z.enum(actKeys) })).default([]),
  measures: z.array(measure).default([]),
});
export type RegulationOverlay = z.output<typeof overlaySchema>;
