import { notFound, refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { clauseKeys, type ClauseKey } from '#kernel/clauses.ts';
import { ok } from '#kernel/result.ts';
import type {
  Act,
  ActKey,
  Direction,
  DocumentKey,
  OrganisationKind,
  RegulationDocument,
  RegulationOverlay,
  TerritoryKind,
  TransferForm,
} from './schema.ts';

/** The regulation's refusals: the one place of their texts. */
export const refusals = {
  stale: (theirs: unknown): Refusal => ({
    code: 'regulation.stale',
    kind: 'conflict',
    message: 'Пока вы правили положение, вышла новая версия. Сравните её со своей правкой и сохраните ещё раз',
    clause: 'platform-conflict',
    theirs,
  }),
  nothingChanged: {
    code: 'regulation.nothing-changed',
    kind: 'invalid',
    message: 'Ничего не изменилось: новая версия не нужна',
    clause: 'platform-input',
  } satisfies Refusal,
  broken: (fields: Readonly<Record<string, string>>): Refusal => ({
    code: 'regulation.broken',
    kind: 'invalid',
    message: Object.values(fields)[0] ?? 'Положение составлено с ошибкой',
    clause: 'platform-input',
    fields,
  }),
  noRegulation: {
    code: 'regulation.absent',
    kind: 'not-found',
    message: 'Положение ещё не загружено',
    clause: 'parties',
  } satisfies Refusal,
  unknownRegion: {
    code: 'regulation.unknown-region',
    kind: 'invalid',
    message: 'Выберите регион из списка',
    clause: 'parties',
    field: 'region',
  } satisfies Refusal,
  alreadyInstalled: {
    code: 'regulation.installed',
    kind: 'conflict',
    message: 'Положение этого региона уже загружено',
    clause: 'platform-once',
  } satisfies Refusal,
  at: (field: string, message: string, clause: ClauseKey): Refusal => ({
    code: `regulation.${field.replace(/\W.*/, '')}`,
    kind: 'invalid',
    message,
    clause,
    field,
  }),
} as const;

/** How a clause is cited: its number, «п. 2.6 Положения», and the place of its text. */
export interface Citation {
  readonly number: string;
  readonly text: string;
  readonly href: string;
}

const nbsp = '\u00a0';

/** The anchor of a clause on the regulation's page: `2.6`, `algorithm-6`, `platform-2`. */
export function anchorOf(act: ActKey, number: string): string {
  return act === 'regulation' ? number : `${act}-${number.replace(/^\D+/, '')}`;
}

/** How a rule is cited by a regulation. */
export function cite(document: Pick<RegulationDocument, 'acts' | 'clauses'>, key: ClauseKey): Citation {
  const { act, number } = document.clauses[key];
  return {
    number,
    text: `п.${nbsp}${number} ${document.acts[act].genitive}`,
    href: `/regulation#${anchorOf(act, number)}`,
  };
}

/** The citations of every rule. */
export function citations(document: Pick<RegulationDocument, 'acts' | 'clauses'>): Record<ClauseKey, Citation> {
  return Object.fromEntries(clauseKeys.map((key) => [key, cite(document, key)])) as Record<ClauseKey, Citation>;
}

/** The regulation a municipality works by: the region's, with what its own says otherwise. Clause K-1.7. */
export function mergeOverlay(regional: RegulationDocument, overlay: RegulationOverlay | null): RegulationDocument {
  if (!overlay) return regional;
  return {
    ...regional,
    title: overlay.title,
    coordinatorEmployer: overlay.coordinatorEmployer,
    directions: regional.directions.map((direction) =>
      overlay.withoutDirections.includes(direction.code) ? { ...direction, archived: true } : direction,
    ),
    acts: overlay.clauseTexts.reduce(withClause, regional.acts),
    measures: overlay.measures.length > 0 ? overlay.measures : regional.measures,
  };
}

type Acts = Record<ActKey, Act>;

function withClause(acts: Acts, { act, ...clause }: RegulationOverlay['clauseTexts'][number]): Acts {
  const sections = acts[act].sections.map((section) => ({
    ...section,
    clauses: section.clauses.map((one) => (one.number === clause.number ? clause : one)),
  }));
  return { ...acts, [act]: { ...acts[act], sections } };
}

/** What the quota looks at in a unit. */
export interface QuotaUnit {
  readonly kind: string;
  readonly name: string;
}

/** How many groups a territory may form: its own number, else the number of its kind. Clause D-F. */
export function quotaFor(document: RegulationDocument, unit: QuotaUnit): number {
  const own = document.quotas.byUnit.find((one) => one.unit === unit.name);
  return own?.groups ?? document.quotas.byKind[unit.kind as TerritoryKind] ?? 0;
}

/** How many teams of each standing a territory may have in the registry. */
export function placesFor(document: RegulationDocument, unit: QuotaUnit): { experienced: number; developing: number } {
  const groups = quotaFor(document, unit);
  const { experienced, developing } = document.quotas.teamsPerGroup;
  return { experienced: groups * experienced, developing: groups * developing };
}

/** Kinds of organisations that may take part in the cycle of a year. Clause V, «Шаг 1–2». */
export function admittedKinds(document: RegulationDocument, year: number): OrganisationKind[] {
  return document.organisationKinds.filter(({ fromYear }) => fromYear <= year);
}

/** Whether organisations of a kind take part in the cycle of a year. */
export function isKindAdmitted(document: RegulationDocument, kind: string, year: number): boolean {
  return admittedKinds(document, year).some((one) => one.kind === kind);
}

/** Directions that may still be chosen. */
export function directionsInUse(document: Pick<RegulationDocument, 'directions'>): Direction[] {
  return document.directions.filter(({ archived }) => !archived);
}

/** Transfer forms that may still be chosen. */
export function transferFormsInUse(document: Pick<RegulationDocument, 'transferForms'>): TransferForm[] {
  return document.transferForms.filter(({ archived }) => !archived);
}

/** The name of the one who pays the coordinator, for documents and screens. */
export function coordinatorEmployerName(document: Pick<RegulationDocument, 'coordinatorEmployer'>): string {
  return document.coordinatorEmployer === 'municipality'
    ? 'сотрудник муниципального органа управления образованием'
    : 'сотрудник регионального оператора';
}

/** The text of a document as the document engine takes it. */
export function documentTemplate(document: RegulationDocument, key: DocumentKey) {
  const { title, orientation, body } = document.documents[key];
  const author = document.requisites.operator.name;
  return { format: 'liquid-markdown' as const, title, author, body, page: { orientation } };
}

/** The operator as documents name it: the data of every printed order and agreement. */
export function operatorParty(document: RegulationDocument) {
  const { head, ...operator } = document.requisites.operator;
  const { post, ...name } = head;
  return { ...operator, post, head: name };
}

/** Finds a document's key in an address. */
export function documentKeyOf(document: RegulationDocument, key: string): Outcome<DocumentKey> {
  return Object.hasOwn(document.documents, key) ? ok(key as DocumentKey) : refuse(notFound);
}
