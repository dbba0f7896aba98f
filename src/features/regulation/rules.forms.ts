import { planRow } from './rules.edits.ts';
import type { RegulationDocument } from './schema.ts';

const listed = (items: readonly string[]): string => items.join('\n');

/** What the forms of the regulation's parts begin with: values as fields show them. */
export const editDefaults = {
  directions: ({ directions }: RegulationDocument) => ({
    directions: directions.map(({ code, title, shortTitle, aliases, workingGroup, archived }) => ({
      code,
      title,
      shortTitle,
      aliases: listed(aliases),
      workingGroup: listed(workingGroup),
      archived: archived ?? false,
    })),
  }),
  transferForms: ({ transferForms }: RegulationDocument) => ({
    forms: transferForms.map(({ code, title, archived }) => ({ code, title, archived: archived ?? false })),
  }),
  terms: ({ term, extension, daysToSumUp, coordinatorEmployer }: RegulationDocument) => ({
    ...term,
    extensionMaxMonths: extension.maxMonths,
    extensionTimes: extension.times,
    daysToSumUp,
    coordinatorEmployer,
  }),
  quotas: ({ quotas: { byKind, byUnit, teamsPerGroup } }: RegulationDocument) => ({ byKind, byUnit, ...teamsPerGroup }),
  targets: ({ targets, organisationKinds }: RegulationDocument) => ({
    targets,
    kinds: organisationKinds.map(({ kind, fromYear }) => ({ kind, fromYear })),
  }),
  milestones: ({ milestones }: RegulationDocument) => ({
    milestones: milestones.map(({ key, title, on, role, step }) => ({
      key,
      title,
      ...on,
      role,
      step: step === null ? '' : String(step),
    })),
  }),
  standardPlan: ({ standardPlan }: RegulationDocument) => ({ plan: standardPlan.map(planRow) }),
  requisites: ({ requisites: { operator } }: RegulationDocument) => {
    const { head, phones, emails, ...rest } = operator;
    return { ...rest, ...head, phones: listed(phones), emails: emails.join(', ') };
  },
} as const;
export type EditPart = keyof typeof editDefaults;
