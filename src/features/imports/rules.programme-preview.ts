import type { RegulationDocument } from '#features/regulation/index.ts';
import { formatShort } from '#kernel/dates.ts';
import { formatDue, parseDue, sameDue, type Due, type Period } from '#kernel/due.ts';
import { formatPhone } from '#kernel/phones.ts';
import { foldText } from '#kernel/text.ts';
import { matchOrganisations } from './rules.matching.ts';
import type { Standing } from './rules.programme-captions.ts';
import type { FoundDue } from './rules.programme-dues.ts';
import { partiesMeant } from './rules.programme-responsible.ts';
import type { ReadActivity, ReadMember, ReadProgramme } from './rules.programme.ts';
import { foldWords, type Doubt } from './rules.words.ts';

/** A team of the group as the preview needs it. */
export interface PreviewTeam {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  /** Its name may be said with the organisation's. */
  readonly municipality: string;
  readonly standing: Standing;
}

/** What the preview stands beside: the group and its regulation. */
export interface PreviewGround {
  readonly teams: readonly PreviewTeam[];
  readonly directions: readonly { readonly key: string; readonly code: string | null; readonly title: string }[];
  readonly regulation: Pick<RegulationDocument, 'transferForms' | 'responsibleParties' | 'standardPlan'>;
  /** The side of the actor's own team; null for the coordinator. */
  readonly own: Standing | null;
  /** The working group of that team as it stands now. */
  readonly staff: readonly {
    readonly fullName: string;
    readonly post: string;
    readonly phones: readonly string[];
    readonly emails: readonly string[];
    readonly isLeader: boolean;
    readonly isContact: boolean;
  }[];
  /** What the programme says now, where the file says nothing. */
  readonly present: {
    readonly periodFrom: string;
    readonly periodTo: string;
    readonly goals: string;
    readonly meetings: string;
    readonly broadcast: string;
    readonly operatorContact: string;
    readonly curatorContact: string;
  };
}

/** A side of the file beside the group's. */
export interface SideComparison {
  readonly standing: Standing;
  readonly said: string;
  readonly known: string;
  readonly verdict: 'same' | 'other' | 'unsaid';
}

/** The fields of the preview as its form begins, with the doubts and places under the names of the fields. */
export function previewOf(found: ReadProgramme, ground: PreviewGround) {
  const doubts: Doubt[] = found.doubts.flatMap((doubt) => {
    const path = fieldOf(doubt.path, ground.own);
    return path === null ? [] : [{ ...doubt, path }];
  });
  const places = Object.fromEntries(
    Object.entries(found.places).flatMap(([path, place]) => {
      const field = fieldOf(path, ground.own);
      return field === null || place === '' ? [] : [[field, place]];
    }),
  );
  const { present } = ground;
  const period = { from: found.period.from ?? present.periodFrom, to: found.period.to ?? present.periodTo };
  const activities = found.activities.map((row, index) =>
    rowOf(row, `activities[${index}]`, period, ground, doubts, places),
  );
  const said = ground.own === null ? [] : found.workingGroups[ground.own].map(memberOf);
  // a file without the team's people must not empty their working group
  const members = said.length > 0 ? said : ground.staff.map(inWords);
  const directions = directionsOf(found, ground, doubts, places);
  return {
    values: {
      periodFrom: formatShort(period.from),
      periodTo: formatShort(period.to),
      directions,
      goals: found.goals || present.goals,
      meetings: found.meetings || present.meetings,
      broadcast: found.broadcast || present.broadcast,
      operatorContact: found.operator.text || present.operatorContact,
      curatorContact: found.curator.text || present.curatorContact,
      members,
      activities,
    },
    /** Whether the file names the people of the actor's own team. */
    namesStaff: said.length > 0,
    doubts: once(doubts),
    places,
    /** Rows whose transfer form the file does not name: it was found by the title. */
    guessed: found.activities.map((row) => transferFormOf(row, ground.regulation).guessed),
    sides: sidesOf(found, ground.teams),
  };
}

function once(doubts: readonly Doubt[]): Doubt[] {
  return doubts.filter(
    (doubt, index) =>
      doubts.findIndex((other) => other.path === doubt.path && other.message === doubt.message) === index,
  );
}

/** The form's field of a path of what was read; null where the form has none: the other team's people. */
function fieldOf(path: string, own: Standing | null): string | null {
  if (path === 'period') return 'periodFrom';
  if (path.startsWith('operator')) return 'operatorContact';
  if (path.startsWith('curator')) return 'curatorContact';
  if (path.startsWith('directions')) return 'directions';
  if (/^(?:developing|experienced)\./u.test(path)) return null;
  const group = /^workingGroups\.(developing|experienced)(.*)$/u.exec(path);
  if (group) {
    const rest = (group[2] ?? '').replace(/\.name$/u, '.fullName').replace(/^(\[\d+\])$/u, '$1.fullName');
    return group[1] === own ? `members${rest}` : null;
  }
  return path.replace(/(\.themes\[\d+\])$/u, '$1.title');
}

function memberOf({ name, post, leader, contact, phones, emails }: ReadMember) {
  return inWords({ fullName: name, post, phones, emails, isLeader: leader, isContact: contact });
}

/** A member as the form of a working group writes one. */
function inWords({ phones, emails, fullName, post, isLeader, isContact }: PreviewGround['staff'][number]) {
  return {
    fullName,
    post,
    phones: phones.map(formatPhone).join(', '),
    emails: emails.join(', '),
    isLeader,
    isContact,
  };
}

/** The directions of the group the file means; those it has not are told. */
function directionsOf(
  found: ReadProgramme,
  { directions }: PreviewGround,
  doubts: Doubt[],
  places: Record<string, string>,
): string[] {
  const chosen = found.directions.flatMap(({ text, code }) => {
    const known = directions.find(
      (one) => (code !== null && one.code === code) || foldText(one.title) === foldText(text),
    );
    if (known === undefined)
      doubts.push({
        path: 'directions',
        message: `Направления «${text}» нет среди направлений группы: выберите подходящее или пропустите`,
        place: places['directions'] ?? '',
      });
    return known === undefined ? [] : [known.key];
  });
  // a doubt about a wording that turned out to be the group's own is none
  for (const one of found.directions) {
    const same = directions.some((known) => foldText(known.title) === foldText(one.text));
    const index = doubts.findIndex(
      (doubt) => same && doubt.path === 'directions' && doubt.message.includes(`«${one.text.slice(0, 80)}»`),
    );
    if (index >= 0) doubts.splice(index, 1);
  }
  return [...new Set(chosen)];
}

function rowOf(
  row: ReadActivity,
  path: string,
  period: Period,
  { regulation }: PreviewGround,
  doubts: Doubt[],
  places: Record<string, string>,
) {
  const form = transferFormOf(row, regulation);
  const place = places[path] ?? '';
  if (form.code === '')
    doubts.push({
      path: `${path}.transferForm`,
      message: 'Форма передачи опыта в файле не названа: выберите её',
      place,
    });
  const parties = row.responsible.map((said) => ({ said, keys: responsibleOf(said, regulation.responsibleParties) }));
  for (const { said } of parties.filter(({ keys }) => keys.length === 0))
    doubts.push({
      path: `${path}.responsible`,
      message: `Ответственного «${said}» нет в перечне Положения: выберите, кто это`,
      place: places[`${path}.responsible`] ?? place,
    });
  return {
    title: row.title,
    stage: String(row.stage),
    transferForm: form.code,
    due: wordingOf(row.due, period),
    responsible: [...new Set(parties.flatMap(({ keys }) => keys))],
    themes: row.themes.map((title, index) => ({
      title,
      dues: (row.themeDues[index] ?? []).map((due) => wordingOf(due, period)).join('; '),
    })),
  };
}

/** The wording of the file where the form understands it alike, otherwise what was understood of it. */
function wordingOf({ text, ...due }: FoundDue, period: Period): string {
  const understood = due as Due;
  if (understood.kind === 'text' || sameDue(parseDue(text, { period }).due, understood)) return text;
  return formatDue(understood);
}

const stem = (word: string): string => word.slice(0, 6);
const stems = (text: string): string[] =>
  foldWords(text)
    .filter((word) => word.length > 3)
    .map(stem);

/** How much of the words of two texts is common, from 0 to 1. */
function likeness(one: string, other: string): number {
  const [a, b] = [new Set(stems(one)), new Set(stems(other))];
  if (a.size === 0 || b.size === 0) return 0;
  const common = [...a].filter((word) => b.has(word)).length;
  return (2 * common) / (a.size + b.size);
}

/** The transfer form a row names, or the one its title tells of; a guess is said to be one. */
function transferFormOf(row: ReadActivity, { transferForms, standardPlan }: PreviewGround['regulation']) {
  const said = row.form ?? '';
  const exact = transferForms.find((form) => foldText(form.title) === foldText(said));
  if (exact) return { code: exact.code, guessed: false };
  const usable = transferForms.filter((form) => form.archived !== true);
  const byWording = said === '' ? [] : usable.map((form) => ({ code: form.code, score: likeness(form.title, said) }));
  const byPlan = standardPlan.map((known) => ({ code: known.transferForm, score: likeness(known.title, row.title) }));
  const byTitle = usable.map((form) => {
    const words = new Set(stems(row.title));
    const first = stems(form.title)[0];
    return { code: form.code, score: first !== undefined && words.has(first) ? 0.45 : likeness(form.title, row.title) };
  });
  const best = [...byWording, ...byPlan, ...byTitle].toSorted((a, b) => b.score - a.score)[0];
  return { code: best !== undefined && best.score >= 0.4 ? best.code : '', guessed: true };
}

/** The parties of the regulation a wording names; several where it names both teams. */
function responsibleOf(said: string, parties: RegulationDocument['responsibleParties']): string[] {
  const exact = parties.find((party) => foldText(party.title) === foldText(said));
  if (exact) return [exact.key];
  const meant = partiesMeant(said).filter((key) => parties.some((party) => party.key === key));
  if (meant.length > 0) return meant;
  const near = parties
    .map((party) => ({ key: party.key as string, score: likeness(party.title, said) }))
    .toSorted((a, b) => b.score - a.score);
  const [first, second] = near;
  return first !== undefined && first.score >= 0.66 && first.score > (second?.score ?? 0) ? [first.key] : [];
}

function sidesOf(found: ReadProgramme, teams: readonly PreviewTeam[]): SideComparison[] {
  return (['developing', 'experienced'] as const).map((standing) => sideOf(standing, found, teams));
}

/** The teams a file names that are not the group's: it may be a programme of another group. */
export function otherTeams(found: ReadProgramme, teams: readonly PreviewTeam[]): string[] {
  return sidesOf(found, teams).flatMap(({ verdict, said }) => (verdict === 'other' ? [said] : []));
}

function sideOf(standing: Standing, found: ReadProgramme, teams: readonly PreviewTeam[]): SideComparison {
  const own = teams.filter((team) => team.standing === standing);
  const said = found[standing];
  const known = own.map((team) => team.shortName).join('; ');
  if (said.organisation === '') return { standing, said: '', known, verdict: 'unsaid' };
  const names = said.organisations.length > 0 ? said.organisations : [said.organisation];
  const all = names.every((name) => {
    const match = matchOrganisations(name, own);
    return (
      match.verdict === 'sure' ||
      own.some((team) => [team.name, team.shortName].some((one) => foldText(one) === foldText(name)))
    );
  });
  return { standing, said: said.organisation, known, verdict: all && names.length === own.length ? 'same' : 'other' };
}
