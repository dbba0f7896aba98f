import { matchOrganisation, teamRowSchema, type TeamStanding } from '#features/registry/index.ts';
import { parseInput } from '#kernel/input.ts';
import { parseFullName, samePerson, shortOrganisationName } from '#kernel/names.ts';
import { formatPhone } from '#kernel/phones.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { refusals } from './rules.refusals.ts';
import type { RowValues } from './schema.ts';

/** A head as a paper tells of one. */
export interface PaperHead {
  readonly name: string;
  readonly post: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** A row of the participants' form as it was recognised. */
export interface PaperTeam {
  readonly organisation: string;
  readonly head: PaperHead;
  readonly standing: TeamStanding | null;
  readonly directions: readonly { readonly text: string; readonly code: string | null }[];
  readonly note: string;
}

/** The participants' form as it was recognised. */
export interface PaperForm {
  readonly municipality: string | null;
  readonly teams: readonly PaperTeam[];
  readonly doubts: readonly {
    readonly path: string;
    readonly message: string;
    readonly place: string;
    readonly written?: string;
  }[];
  readonly places: Readonly<Record<string, string>>;
}

/** An organisation of the municipality with its head, as the registry offers it. */
export interface KnownOrganisation {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: string;
  readonly head: {
    readonly fullName: string;
    readonly post: string;
    readonly phones: readonly string[];
    readonly emails: readonly string[];
  } | null;
}

const kindWords: readonly (readonly [RegExp, string])[] = [
  [/дошкольн|детск\S*\s+сад|(?:^|\s)д\/с(?:\s|$)|ДОУ(?:\s|$)/iu, 'kindergarten'],
  [
    /дополнительн\S*\s+образован|(?:дом|дворец|центр)\S*\s+(?:детск|творчеств|юнош)|спортивн\S*\s+школ|школ\S*\s+искусств/iu,
    'additional-education',
  ],
  [/колледж|техникум|училищ|профессиональн/iu, 'college'],
  [/методическ|информационно-методич/iu, 'methodical-service'],
  [/школ|лицей|гимнази|(?:^|[\s«"-])[СОН]?О?Ш(?:[\s№"»]|$)/iu, 'school'],
];

/** The kind of an organisation by the words of its name; nothing where they do not tell. */
export function kindByName(name: string): string {
  return kindWords.find(([words]) => words.test(name))?.[1] ?? '';
}

/** The registry's head stays, unless there is none, or it is the same person without the contacts the form has. */
function headChosen(known: KnownOrganisation['head'], told: PaperHead): 'known' | 'typed' {
  if (!known) return 'typed';
  const lacks = (have: readonly string[], said: readonly string[]) => have.length === 0 && said.length > 0;
  const useful = lacks(known.phones, told.phones) || lacks(known.emails, told.emails);
  return useful && samePerson(known.fullName, told.name) ? 'typed' : 'known';
}

/** What is written in a field of a team and cannot be its value as it is: it is corrected rather than typed anew. */
export function writtenOf({ doubts }: Pick<PaperForm, 'doubts'>, index: number): Written {
  const of = (field: string) =>
    doubts.flatMap(({ path, written = '' }) =>
      path === `teams[${index}].head.${field}` && written !== '' ? [written] : [],
    );
  return { phones: of('phones'), emails: of('emails') };
}

type Written = Pick<PaperHead, 'phones' | 'emails'>;

/** The preview of a row before anybody has corrected it: what the paper says, the organisation it means. */
export function firstValues(
  team: PaperTeam,
  written: Written,
  chosen: string,
  known: KnownOrganisation | null,
): RowValues {
  const { head } = team;
  return {
    skip: false,
    organisation: chosen,
    otherOrganisation: '',
    newName: team.organisation,
    newOrganisation: { kind: kindByName(team.organisation), shortName: shortOrganisationName(team.organisation) },
    headChoice: headChosen(known?.head ?? null, head),
    head: {
      fullName: head.name,
      post: head.post,
      gender: '',
      // after a number with the code of an area a number without one would be read with it
      phones: [...written.phones, ...head.phones.map(formatPhone)].join(', '),
      emails: [...written.emails, ...head.emails].join(', '),
    },
    standing: team.standing ?? '',
    directions: team.directions.flatMap(({ code }) => (code ? [code] : [])),
    ownDirections: team.directions.flatMap(({ code, text }) => (code ? [] : [text])).join('\n'),
    note: team.note,
    seen: '',
  };
}

/** The organisation a row means now: a known one, or null for one that is to be added. */
export function organisationOfRow<Known extends KnownOrganisation>(
  values: RowValues,
  choices: readonly Known[],
): Outcome<Known | null> {
  if (values.organisation === 'new') return matchOrganisation(values.newName, choices);
  if (values.organisation === 'other') {
    const found = matchOrganisation(values.otherOrganisation, choices);
    return found.ok && !found.value ? refuse(refusals.noOrganisation) : found;
  }
  const chosen = choices.find(({ id }) => id === values.organisation);
  return chosen ? ok(chosen) : refuse(refusals.noOrganisation);
}

/** What is wrong with a field of a row. */
export interface FieldTrouble {
  readonly field: string;
  readonly message: string;
}

/** A head that is going to be written down must have a name, a post and, when not known yet, a gender. */
function troublesOfHead({ head }: RowValues, known: KnownOrganisation['head']): FieldTrouble[] {
  const name = parseFullName(head.fullName);
  if (!name.ok) return [{ field: 'head.fullName', message: name.error }];
  const familiar = known !== null && samePerson(known.fullName, head.fullName);
  return [
    ...(head.post === '' ? [{ field: 'head.post', message: 'Укажите должность руководителя' }] : []),
    ...(!familiar && name.value.gender === null && head.gender === ''
      ? [{ field: 'head.gender', message: 'По имени не понять пол: выберите, он нужен для склонения в документах' }]
      : []),
  ];
}

/**
 * A row checked by the schema of the form typed by hand. A refusal stands beside its first wrong field, says all that
 * is wrong, and lists it by fields.
 */
export function teamRowOf(values: RowValues, organisation: KnownOrganisation | null, row: number) {
  const known = organisation?.head && values.headChoice === 'known';
  const parsed = parseInput(teamRowSchema, {
    row: String(row),
    organisation: organisation?.name ?? values.newName,
    newOrganisation: organisation ? {} : values.newOrganisation,
    head: known ? {} : values.head,
    standing: values.standing,
    directions: values.directions,
    ownDirections: values.ownDirections,
    note: values.note,
  });
  const head = known ? [] : troublesOfHead(values, organisation?.head ?? null);
  if (parsed.ok && head.length === 0) return parsed;
  const fields = {
    ...(parsed.ok ? {} : parsed.error.fields),
    ...Object.fromEntries(head.map(({ field, message }) => [field, message])),
  };
  return refuse(refusals.wrongFields(fields));
}
