import { decideNameCases } from '#features/territory/index.ts';
import { fullName } from '#kernel/names.ts';
import type { Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { refuse } from '#kernel/refusal.ts';
import { checkRegulation } from './rules.check.ts';
import { pointCode, pointOf } from './rules.dates.ts';
import { refusals } from './rules.ts';
import type { RegulationDocument, RelativeDue, StandardActivity } from './schema.ts';
import type {
  DirectionsForm,
  DocumentForm,
  MilestonesForm,
  QuotasForm,
  RequisitesForm,
  StandardPlanForm,
  TargetsForm,
  TermsForm,
  TransferFormsForm,
} from './schema.forms.ts';

/** An edit makes a new regulation of the old one, or says what is wrong. The old one never changes. */
type Edited = Outcome<RegulationDocument>;
type Without<Form> = Omit<Form, 'basedOn' | 'note'>;

/** The next code of a list: a code once given is never given again. */
function freshCode(prefix: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const code = `${prefix}-${number}`;
    if (!taken.has(code)) return code;
  }
}

interface Coded {
  readonly code: string;
  readonly archived?: boolean | undefined;
}

/** Lists of codes only grow: what is left out is retired, because teams and programmes may name its code. */
function codedList<Item extends Coded>(
  prefix: string,
  before: readonly Item[],
  typed: readonly (Omit<Item, 'code'> & { code: string | null })[],
): Item[] {
  const taken = new Set(before.map(({ code }) => code));
  const items = typed.map((item) => {
    const code = item.code && taken.has(item.code) ? item.code : freshCode(prefix, taken);
    taken.add(code);
    const { archived, ...rest } = item;
    return { ...rest, code, ...(archived ? { archived } : {}) } as unknown as Item;
  });
  const left = new Set(items.map(({ code }) => code));
  const retired = before.filter(({ code }) => !left.has(code)).map((item) => ({ ...item, archived: true }));
  return [...items, ...retired];
}

/** Changes the list of directions; one left out is retired, its code stays. Clause K-2.5. */
export function editDirections(document: RegulationDocument, { directions }: Without<DirectionsForm>): Edited {
  return checkRegulation({ ...document, directions: codedList('direction', document.directions, directions) });
}

/** Changes the list of forms of passing experience. Clause K-2.9. */
export function editTransferForms(document: RegulationDocument, { forms }: Without<TransferFormsForm>): Edited {
  return checkRegulation({ ...document, transferForms: codedList('form', document.transferForms, forms) });
}

/** Changes the terms and whose employee the coordinator is. Clauses K-2.6, K-1.7. */
export function editTerms(document: RegulationDocument, input: Without<TermsForm>): Edited {
  return checkRegulation({
    ...document,
    term: { minMonths: input.minMonths, maxMonths: input.maxMonths },
    extension: { maxMonths: input.extensionMaxMonths, times: input.extensionTimes },
    daysToSumUp: input.daysToSumUp,
    coordinatorEmployer: input.coordinatorEmployer,
  });
}

/** Changes quotas of groups. Clause D-F.quota. */
export function editQuotas(document: RegulationDocument, input: Without<QuotasForm>): Edited {
  const { byKind, byUnit, experienced, developing } = input;
  return checkRegulation({ ...document, quotas: { byKind, byUnit, teamsPerGroup: { experienced, developing } } });
}

/** Changes targets by year and the years in which kinds of organisations join. Clause V-targets. */
export function editTargets(document: RegulationDocument, { targets, kinds }: Without<TargetsForm>): Edited {
  return checkRegulation({
    ...document,
    targets: targets.toSorted((a, b) => a.year - b.year),
    organisationKinds: document.organisationKinds.map((one) => ({
      ...one,
      fromYear: kinds.find(({ kind }) => kind === one.kind)?.fromYear ?? one.fromYear,
    })),
  });
}

/** Changes the dates of the cycle and who answers for each. Clause V-milestones. */
export function editMilestones(document: RegulationDocument, { milestones }: Without<MilestonesForm>): Edited {
  const before = new Map(document.milestones.map((one) => [one.key, one]));
  const taken = new Set(before.keys());
  const edited = milestones.map(({ key: typed, title, day, month, yearOffset, role, step }) => {
    const key = typed && before.has(typed) ? typed : freshCode('milestone', taken);
    taken.add(key);
    const from = before.get(key)?.from;
    const number = Number(step ?? '');
    return {
      key,
      title,
      role,
      ...(from ? { from } : {}),
      on: { month, day, yearOffset },
      step: number >= 1 && number <= 6 ? number : null,
    };
  });
  return checkRegulation({ ...document, milestones: edited });
}

/** Changes the standard plan: rows are put in the order of stages and numbered anew. Clause D-P.template. */
export function editStandardPlan(document: RegulationDocument, { plan }: Without<StandardPlanForm>): Edited {
  const activities: StandardActivity[] = [];
  for (const [index, row] of plan.entries()) {
    const due = typedDue(row);
    if (!due) return refuse(refusals.at(`plan[${index}].first`, 'Выберите месяц мероприятия', 'plan'));
    const { title, transferForm, responsible, themesAllowed } = row;
    activities.push({ number: 0, stage: Number(row.stage), title, transferForm, due, responsible, themesAllowed });
  }
  const standardPlan = activities
    .toSorted((a, b) => a.stage - b.stage)
    .map((activity, index) => ({ ...activity, number: index + 1 }));
  return checkRegulation({ ...document, standardPlan });
}

function typedDue({ dueKind, first, second }: StandardPlanForm['plan'][number]): RelativeDue | null {
  const [from, to] = [pointOf(first ?? ''), pointOf(second ?? '')];
  switch (dueKind) {
    case 'month':
      return from && { kind: 'month', at: from };
    case 'months':
      return from && to && { kind: 'months', at: [from, to] };
    case 'span':
      return from && to && { kind: 'span', from, to };
    case 'regular':
      return { kind: 'regular', every: 'quarter' };
    case 'by-agreement':
    case 'whole-period':
      return { kind: dueKind };
  }
}

/** A row of the standard plan as its form shows it. */
export function planRow({ stage, title, transferForm, due, responsible, themesAllowed }: StandardActivity) {
  const [first, second] =
    due.kind === 'month' ? [due.at] : due.kind === 'months' ? due.at : due.kind === 'span' ? [due.from, due.to] : [];
  return {
    stage: String(stage),
    title,
    transferForm,
    dueKind: due.kind,
    responsible,
    themesAllowed,
    first: first ? pointCode(first) : '',
    second: second ? pointCode(second) : '',
  };
}

/** Changes how documents name the operator. */
export function editRequisites(document: RegulationDocument, input: Without<RequisitesForm>): Edited {
  const { name, shortName, city, address, phones, emails, actsOn } = input;
  const { lastName, firstName, patronymic, gender, nameCases, post } = input;
  const own = decideNameCases(fullName(input), nameCases);
  if (!own.ok) return own;
  const operator = { name, shortName, city, address, phones, emails, actsOn };
  const head = { lastName, firstName, patronymic, gender, nameCases, post };
  return checkRegulation({ ...document, requisites: { ...document.requisites, operator: { ...operator, head } } });
}

/** Changes the text of one document; whether the text can be printed is checked where the engine is. */
export function editDocument(document: RegulationDocument, { key, title, body }: Without<DocumentForm>): Edited {
  const text = { ...document.documents[key], title, body };
  return ok({ ...document, documents: { ...document.documents, [key]: text } });
}
