import {
  canEnterTeams,
  enterRows,
  groundOfForm,
  groundOfRows,
  mayEnterTeams,
  type RowsGround,
  type RowToEnter,
} from '#features/registry/index.server.ts';
import { directionsInUse } from '#features/regulation/index.ts';
import { units } from '#features/territory/index.server.ts';
import type { ClauseKey } from '#kernel/clauses.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { query, useCase, type Context, type Work } from '#platform/use-case.server.ts';
import { errorRows } from '../print/participants-errors.ts';
import { sameMunicipality } from '../rules.municipality.ts';
import { readParticipants } from '../rules.participants.ts';
import { doubtsOfPaper } from '../rules.plan.ts';
import { refusals } from '../rules.refusals.ts';
import { resultOf, countsOf, type FormResult, type RowResult } from '../rules.results.ts';
import {
  firstValues,
  writtenOf,
  organisationOfRow,
  teamRowOf,
  type FieldTrouble,
  type PaperForm,
} from '../rules.rows.ts';
import { teamsLimit, type CheckedForm, type RowValues } from '../schema.ts';
import { readingStore, type Reading } from '../store.server.ts';
import { paperOf, type SentFile } from './paper.server.ts';
import { previewOf, type FoundForm } from './participants-preview.server.ts';

/** What the preview sends; a file of another municipality is agreed to. */
type SentForm = Omit<CheckedForm, 'agreed'> & Partial<Pick<CheckedForm, 'agreed'>>;
type FormReading = Reading<FoundForm, FormResult>;

/** The page of sending a form: for whom, and what was read lately. */
export const openParticipants = query(async (work, { municipalityId }: { municipalityId: string | null }) => {
  const { tx, actor } = work;
  const may = mayEnterTeams(actor);
  if (!may.ok) return may;
  const municipalities = actor.role === 'operator' ? await units(tx).municipalities(actor.regionId) : [];
  const chosen = actor.role === 'municipal-curator' ? actor.unitId : municipalityId;
  // without an open cycle no municipality has anything to enter: the operator is told before choosing one
  const place = chosen ?? municipalities[0]?.id;
  const ground = place ? await groundOfRows(work, place) : null;
  if (ground && !ground.ok && ground.error.kind !== 'conflict') return ground;
  const unit = chosen ? await units(tx).byId(chosen) : null;
  return ok({
    municipalities,
    municipality: unit ? { id: unit.id, name: unit.name } : null,
    hindrance: ground && !ground.ok ? ground.error : null,
    latest: await readingStore(tx).latestReadings(actor.personId, { kind: 'participants', limit: 10 }),
  });
});

/** Reads a form and keeps what was recognised for its person to check. Nothing of it is in the registry yet. */
export async function readParticipantsFile(
  context: Context,
  { municipalityId, ...file }: SentFile & { municipalityId: string },
): Promise<Outcome<{ id: string }>> {
  const directions = await directionsToRead(context, { municipalityId });
  if (!directions.ok) return directions;
  const sent = await paperOf(file);
  if (!sent.ok) return sent;
  const { name: fileName, paper } = sent.value;
  const form = readParticipants(paper, directions.value);
  if (!form.ok) return refuse(refusals.unreadable(form.error));
  if (form.value.teams.length === 0) return refuse(refusals.noTeams);
  if (form.value.teams.length > teamsLimit) return refuse(refusals.tooManyTeams);
  const found: FoundForm = { format: paper.format, paper: form.value, rows: null };
  return keepParticipants(context, { municipalityId, fileName, found });
}

/** What directions of a form are recognised by, for whoever may enter teams of the municipality now. */
const directionsToRead = query(async (work, { municipalityId }: { municipalityId: string }) => {
  const ground = await groundOfForm(work, municipalityId);
  return ground.ok ? ok(directionsInUse(ground.value.regulation)) : ground;
});

interface KeptForm {
  readonly municipalityId: string;
  readonly fileName: string;
  readonly found: FoundForm;
}

const keepParticipants = useCase('imports.read-participants', async (work, kept: KeptForm) => {
  const ground = await groundOfForm(work, kept.municipalityId);
  return ground.ok ? ok({ id: await keep(work, kept) }) : ground;
});

function keep(work: Work, kept: KeptForm): Promise<string> {
  const { personId, regionId } = work.actor;
  return readingStore(work.tx).keepReading({ kind: 'participants', personId, regionId, ...kept }, work.now);
}

/** A reading of the actor's own, about a municipality the actor still enters teams of. */
async function ownReading(work: Work, id: string, { lock = false } = {}): Promise<Outcome<FormReading>> {
  const store = readingStore(work.tx);
  const reading = await store.readingOf<FoundForm, FormResult>(work.actor.personId, id, 'participants', { lock });
  const unit = reading?.municipalityId ? await units(work.tx).byId(reading.municipalityId) : null;
  return reading && unit && canEnterTeams(work.actor, unit).ok ? ok(reading) : refuse(notFound);
}

/** A reading: the preview to be checked, or what came of saving it. */
export const viewParticipants = query(async (work, { id }: { id: string }) => {
  const found = await ownReading(work, id);
  if (!found.ok) return found;
  const { fileName, createdAt, outcome, found: form, municipalityId } = found.value;
  const municipality = (await units(work.tx).byId(municipalityId!))!;
  const preview = outcome ? ok(null) : await previewOf(work, form, municipality);
  if (!preview.ok) return preview;
  return ok({
    id,
    fileName,
    createdAt,
    format: form.format,
    municipality: { id: municipality.id, name: municipality.name },
    preview: preview.value,
    result: outcome && { ...outcome, counts: countsOf(outcome) },
  });
});

/** Keeps the corrections of a preview, to look at it again or another day. */
export const correctParticipants = useCase(
  'imports.correct-participants',
  async (work, { id, rows }: SentForm & { id: string }) => {
    const found = await ownReading(work, id, { lock: true });
    if (!found.ok) return found;
    if (found.value.outcome) return refuse(refusals.saved);
    await readingStore(work.tx).correctReading(id, { ...found.value.found, rows: wholeRows(found.value, rows) });
    return ok({ id });
  },
);

/** As many rows as the form has, whatever was sent. */
function wholeRows({ found }: FormReading, rows: readonly RowValues[]): RowValues[] {
  return rows.slice(0, found.paper.teams.length);
}

/**
 * Enters the checked rows into the registry: good rows are saved, each other one keeps its refusal. The second
 * confirmation of the same reading gets the answer of the first.
 */
export const saveParticipants = useCase(
  'imports.save-participants',
  async (
    work,
    { id, intent, agreed = false, rows: sent }: SentForm & { id: string },
  ): Promise<Outcome<{ id: string }>> => {
    const found = await ownReading(work, id, { lock: true });
    if (!found.ok) return found;
    const reading = found.value;
    if (reading.outcome) return ok({ id });
    const rows = wholeRows(reading, sent);
    if (rows.every(({ skip }) => skip)) return refuse(refusals.nothingChosen);
    const municipality = (await units(work.tx).byId(reading.municipalityId!))!;
    const said = reading.found.paper.municipality;
    if (!agreed && !sameMunicipality(said, municipality)) return refuse(refusals.otherMunicipality(said ?? ''));
    const judged = await groundOfRows(work, reading.municipalityId!);
    if (!judged.ok) return judged;

    const results = new Map<number, RowResult>();
    const toEnter: { index: number; row: RowToEnter }[] = [];
    for (const [index, values] of rows.entries()) {
      const ready = values.skip ? null : rowToEnter(values, judged.value, index);
      if (ready?.ok) toEnter.push({ index, row: ready.value });
      else results.set(index, resultOf(values, reading.found.paper.teams[index]!, ready));
    }
    const entered = await enterRows(work, {
      municipalityId: reading.municipalityId!,
      intent,
      rows: toEnter.map(({ row }) => row),
    });
    if (!entered.ok) return entered;
    for (const [order, { index }] of toEnter.entries()) {
      results.set(index, resultOf(rows[index]!, reading.found.paper.teams[index]!, entered.value[order]!));
    }
    const outcome: FormResult = { intent, rows: rows.map((_, index) => results.get(index)!) };
    await readingStore(work.tx).finishReading(id, outcome, work.now, { found: { ...reading.found, rows } });
    return ok({ id });
  },
);

function rowToEnter(values: RowValues, ground: RowsGround, index: number): Outcome<RowToEnter> {
  const organisation = organisationOfRow(values, ground.choices);
  if (!organisation.ok) return organisation;
  const row = teamRowOf(values, organisation.value, index);
  if (!row.ok) return row;
  return ok({
    row: row.value,
    organisationId: organisation.value?.id ?? null,
    head: values.headChoice,
    seen: values.seen || null,
  });
}

/** The rows that were not entered as a new reading, to be corrected on the page and not in the file. */
export const continueParticipants = useCase('imports.continue-participants', async (work, { id }: { id: string }) => {
  const found = await ownReading(work, id);
  if (!found.ok) return found;
  const { outcome, found: form, municipalityId, fileName } = found.value;
  const refused = (outcome?.rows ?? []).flatMap(({ result }, index) => (result === 'refused' ? [index] : []));
  if (refused.length === 0) return refuse(notFound);
  const left: FoundForm = {
    ...form,
    paper: onlyTeams(form.paper, refused),
    rows: refused.map((index) => ({ ...form.rows![index]!, seen: '' })),
  };
  return ok({ id: await keep(work, { municipalityId: municipalityId!, fileName, found: left }) });
});

function onlyTeams(paper: PaperForm, indexes: readonly number[]): PaperForm {
  const moved = (path: string): string | null => {
    const place = /^teams\[(\d+)\](.*)$/su.exec(path);
    if (!place) return path;
    const index = indexes.indexOf(Number(place[1]));
    return index < 0 ? null : `teams[${index}]${place[2]}`;
  };
  return {
    ...paper,
    teams: indexes.map((index) => paper.teams[index]!),
    doubts: paper.doubts.flatMap((doubt) => {
      const path = moved(doubt.path);
      return path === null ? [] : [{ ...doubt, path }];
    }),
    places: Object.fromEntries(
      Object.entries(paper.places).flatMap(([path, place]) => {
        const to = moved(path);
        return to === null ? [] : [[to, place]];
      }),
    ),
  };
}

/** The rows that were not entered, as the same form with what to correct in each. */
export const participantsErrors = query(
  async (work, { id, cite }: { id: string; cite: (clause: ClauseKey) => string }) => {
    const found = await ownReading(work, id);
    if (!found.ok) return found;
    const { outcome, found: form, fileName, municipalityId } = found.value;
    const refused = (outcome?.rows ?? []).flatMap((row, index) =>
      row.result === 'refused' ? [{ ...row, values: form.rows![index]!, doubts: doubtsLeft(form, index) }] : [],
    );
    if (refused.length === 0) return refuse(notFound);
    const municipality = (await units(work.tx).byId(municipalityId!))!;
    const judged = await groundOfRows(work, municipality.id);
    const directions = judged.ok ? judged.value.regulation.directions : [];
    return ok({
      name: `${fileName.replace(/\.\w+$/u, '')}, исправить.${form.format}`,
      format: form.format,
      municipality: municipality.name,
      cells: errorRows(refused, directions, ({ clause }) => (clause ? cite(clause) : '')),
    });
  },
);

/** What the reader doubted in a row and nobody has corrected: words of the file that are in no field stand there. */
function doubtsLeft({ paper, rows }: FoundForm, index: number): FieldTrouble[] {
  const values = rows![index]!;
  const first = firstValues(paper.teams[index]!, writtenOf(paper, index), values.organisation, null);
  return doubtsOfPaper(paper, index, values, first, false);
}
