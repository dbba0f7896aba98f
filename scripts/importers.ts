import {
  importList,
  readParticipantsFile,
  readProgrammeFile,
  saveParticipants,
  saveProgrammeReading,
  viewParticipants,
  viewProgrammeReading,
} from '#features/imports/index.server.ts';
import { unitFinder } from '#features/imports/index.ts';
import { wholeSchema } from '#features/programmes/index.server.ts';
import type { EnteredState } from '#features/registry/index.ts';
import { units } from '#features/territory/index.server.ts';
import { parseInput } from '#kernel/input.ts';
import type { Outcome, Refusal } from '#kernel/refusal.ts';
import { newId } from '#platform/ids.server.ts';
import type { Context } from '#platform/use-case.server.ts';

/** Why nothing was done: one sentence for the person who asked. */
export class NotDone extends Error {}

/** What may be imported by a command. */
export const importKinds = ['organisations', 'registry', 'participants', 'programme'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What a command was asked to import. */
export interface Asked {
  readonly kind: ImportKind;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly as: string | null;
  readonly municipality: string | null;
  readonly group: string | null;
  readonly state: EnteredState;
  readonly submit: boolean;
  readonly dryRun: boolean;
}

interface Refused {
  readonly path: string;
  readonly place: string;
  readonly message: string;
  readonly clause: string | null;
}

/** What came of a file, as a script reads it. */
export interface Report {
  readonly entered: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  /** Activities of the programme that the file lacks: they are taken out of it. */
  readonly removed?: readonly string[];
  readonly refused: readonly Refused[];
  readonly doubts: readonly { readonly path?: string; readonly place: string; readonly message: string }[];
}

function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  const { kind, message, fields = {} } = outcome.error;
  if (kind === 'not-found')
    throw new NotDone('То, куда вносить, не ваше: укажите своё или другой адрес в --as, от чьего имени вносить');
  const told = new Set([message, ...Object.values(fields)]);
  throw new NotDone([...told].join('; '));
}

/** Who imports each kind of file. */
export const importers: Readonly<Record<ImportKind, (context: Context, asked: Asked) => Promise<Report>>> = {
  organisations: list,
  registry: list,
  participants,
  programme,
};

async function list(context: Context, { kind, name, bytes, state, dryRun }: Asked): Promise<Report> {
  const input = {
    kind: kind as 'organisations' | 'registry',
    id: newId(),
    fileName: name,
    bytes,
    options: { state },
    dryRun,
  };
  const { added, changed, unchanged, skipped, refused, doubts } = valueOf(await importList(context, input));
  return { entered: added, changed, unchanged, skipped, refused, doubts };
}

async function participants(context: Context, { name, bytes, municipality, submit }: Asked): Promise<Report> {
  const municipalityId = await municipalityOf(context, municipality);
  const { id } = valueOf(await readParticipantsFile(context, { municipalityId, name, bytes }));
  const read = valueOf(await viewParticipants(context, { id })).preview!;
  const rows = read.rows.map(({ values, plan }) => ({ ...values, seen: plan.team?.seen ?? '' }));
  // whoever names the municipality has agreed to enter into it, whatever the file says
  const agreed = municipality !== null;
  valueOf(await saveParticipants(context, { id, intent: submit ? 'submit' : 'draft', agreed, rows }));
  const result = valueOf(await viewParticipants(context, { id })).result!;
  const count = (...results: readonly string[]) => result.rows.filter((row) => results.includes(row.result)).length;
  return {
    entered: count('entered'),
    changed: count('updated'),
    unchanged: count('unchanged', 'left'),
    skipped: count('skipped'),
    refused: result.rows.flatMap((row, index): Refused[] => {
      if (row.result !== 'refused') return [];
      const { places } = read.rows[index]!.plan;
      const path = [`teams[${index}]`, row.field].filter(Boolean).join('.');
      return [
        { path, place: places[row.field] ?? places['organisation'] ?? '', message: row.message, clause: row.clause },
      ];
    }),
    doubts: [
      ...read.general,
      ...read.rows.flatMap(({ plan }, index) =>
        plan.doubts.map(({ field, place, message }) => ({ path: `teams[${index}].${field}`, place, message })),
      ),
    ],
  };
}

async function municipalityOf({ database, actor }: Context, said: string | null): Promise<string> {
  if (said === null && actor.role === 'municipal-curator') return actor.unitId;
  if (said === null) throw new NotDone('Укажите муниципалитет: --municipality «городской округ Камышин»');
  const all = await database.transaction().execute((tx) => units(tx).municipalities(actor.regionId));
  const unit = unitFinder(all)(said);
  if (!unit) throw new NotDone(`Муниципалитета «${said}» в регионе нет: проверьте название`);
  return unit.id;
}

async function programme(context: Context, { name, bytes, group }: Asked): Promise<Report> {
  if (group === null) throw new NotDone('Укажите группу, чья это программа: --group и номер из адреса её страницы');
  const read = await readProgrammeFile(context, { groupId: group, name, bytes });
  if (!read.ok && read.error.kind === 'not-found')
    throw new NotDone(`Группы «${group}» нет, или она не ваша: возьмите номер из адреса её страницы, /groups/НОМЕР`);
  const { id } = valueOf(read);
  const { preview, seen, present } = valueOf(await viewProgrammeReading(context, { groupId: group, id }));
  const doubts = preview.doubts.map(({ path, place, message }) => ({ path, place, message }));
  const nothing = { entered: 0, changed: 0, unchanged: 0, skipped: 0, removed: [], doubts };
  const refusedBy = ({ fields = {}, field, message, clause }: Refusal): Report => {
    const told = Object.keys(fields).length > 0 ? Object.entries(fields) : [[field ?? '', message] as const];
    const placeOf = (path: string) => preview.places[path] ?? doubts.find((doubt) => doubt.path === path)?.place ?? '';
    return { ...nothing, refused: told.map(([path, text]) => ({ path, place: placeOf(path), message: text, clause })) };
  };
  // whoever imports by a command has named the group, and agreed that rows the file lacks are removed: they are named
  const whole = parseInput(wholeSchema, { ...preview.values, seen, agreed: 'on' });
  if (!whole.ok) return refusedBy(whole.error);
  const saved = await saveProgrammeReading(context, { ...whole.value, groupId: group, id });
  if (!saved.ok) return refusedBy(saved.error);
  const { added, changed } = saved.value;
  const unchanged = Math.max(0, preview.values.activities.length - added - changed);
  const removed = present.removed.map(({ title }) => title);
  return { ...nothing, entered: added, changed, unchanged, removed, refused: [] };
}
