import type { Kysely } from 'kysely';
import { documentKinds } from '#features/documents/index.ts';
import { groups } from '#features/groups/index.server.ts';
import { canInGroup } from '#features/groups/index.ts';
import { currentCycle, cycleById } from '#features/regulation/index.server.ts';
import { units } from '#features/territory/index.server.ts';
import { formatDate, today as dayOf, type IsoDate } from '#kernel/dates.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { formatNumber } from '#kernel/plural.ts';
import type { Database } from '#platform/database-types.ts';
import { clearUnfinished, forgetMade, makeContent, readContent, storeMade } from '#platform/files.server.ts';
import {
  startTask,
  type TaskHandler,
  type TaskReport,
  type TaskResult,
  type TaskRight,
} from '#platform/tasks.server.ts';
import { query, useCase, type Work } from '#platform/use-case.server.ts';
import { zipTo } from '#platform/zip.server.ts';
import {
  archivesScope,
  byMunicipalities,
  canArchiveCycle,
  canArchiveMunicipality,
  readableKinds,
} from './permissions.ts';
import { inventory, inventoryName } from './print/inventory.server.ts';
import {
  daysKept,
  entriesOf,
  formatsOf,
  keptUntil,
  largestArchive,
  refusals,
  safeName,
  type ArchiveTarget,
} from './rules.ts';
import { archiveSchema, placeSchema, targetOf, type ArchiveInput, type ArchivePlace } from './schema.ts';
import { archiveStore } from './store.server.ts';

/** Where the actor may take documents: the whole cycle, its municipalities, or the groups the actor is in. */
export const archivePlaces = query(async ({ actor, tx }, { cycle: cycleId }: { cycle: string | null }) => {
  const cycle = cycleId ? await cycleById(tx, cycleId) : await currentCycle(tx, actor.regionId);
  if (!cycle || cycle.regionId !== actor.regionId) return cycleId ? refuse(notFound) : ok(null);
  const scope = archivesScope(actor);
  const kinds = readableKinds(actor);
  const store = archiveStore(tx);
  const municipal = byMunicipalities(actor);
  return ok({
    cycle: { id: cycle.id, title: cycle.title },
    wholeCycle: canArchiveCycle(actor, cycle).ok,
    municipalities: municipal ? await store.municipalities(scope, cycle.id, kinds) : [],
    groups: municipal ? [] : await store.groups(scope, cycle.id, kinds),
  });
});

/** What there is to take of a place, by kinds. A group that the actor cannot read does not exist (K-3.4). */
export const archivePage = query(async (work, place: ArchivePlace) => {
  const found = await placeOf(work, place);
  if (!found.ok) return found;
  const { target, title, crumb } = found.value;
  const { actor, tx } = work;
  const counts = await archiveStore(tx).counts(archivesScope(actor), target, readableKinds(actor));
  const missing = await archiveStore(tx).missing(archivesScope(actor), target, readableKinds(actor));
  const countOf = new Map(counts.map(({ kind, count }) => [kind, count]));
  return ok({
    target,
    title,
    crumb,
    daysKept,
    missing: missing.length,
    kinds: documentKinds.filter((kind) => countOf.has(kind)).map((kind) => ({ kind, count: countOf.get(kind)! })),
  });
});

/** Asks for an archive; the answer is the number of the long work that makes it. */
export const startArchive = useCase('archives.start', async (work, input: ArchiveInput) => {
  const found = await placeOf(work, input);
  if (!found.ok) return found;
  const { target, title } = found.value;
  const scope = archivesScope(work.actor);
  const kinds = allowed(work, input);
  const documents = await archiveStore(work.tx).documents(scope, target, kinds);
  if (documents.length === 0) return refuse(refusals.empty);
  const formats = formatsOf(input.format);
  const size = documents.reduce((sum, { files }) => sum + formats.reduce((own, each) => own + files[each].size, 0), 0);
  if (size > largestArchive) return refuse(refusals.tooLarge);
  const taskId = await startTask(work, {
    kind: 'archive',
    title: `Документы одним архивом: ${title}`,
    total: documents.length * formats.length,
    // what is asked of it later is what is in it
    input: { ...input, kinds },
  });
  return ok({ taskId });
});

const allowed = ({ actor }: Pick<Work, 'actor'>, { kinds }: Pick<ArchiveInput, 'kinds'>) =>
  readableKinds(actor).filter((kind) => kinds.includes(kind));

/** The place of an archive with its name, if the actor may take it. */
async function placeOf(
  { actor, tx }: Pick<Work, 'actor' | 'tx'>,
  place: ArchivePlace,
): Promise<Outcome<{ target: ArchiveTarget; title: string; crumb: { label: string; href: string } }>> {
  const target = targetOf(place);
  if (!target) return refuse(notFound);
  if (target.kind === 'group') {
    const facts = await groups(tx).facts(target.groupId);
    const may = facts ? canInGroup(actor, 'view', facts) : refuse(notFound);
    if (!facts || !may.ok) return refuse(notFound);
    return ok({ target, title: `группа «${facts.title}»`, crumb: { label: facts.title, href: `/groups/${facts.id}` } });
  }
  const cycle = await cycleById(tx, target.cycleId);
  if (!cycle || cycle.regionId !== actor.regionId) return refuse(notFound);
  if (target.kind === 'cycle') {
    const may = canArchiveCycle(actor, cycle);
    if (!may.ok) return may;
    return ok({ target, title: `цикл ${cycle.title}`, crumb: { label: cycle.title, href: `/cycles/${cycle.id}` } });
  }
  const municipality = await units(tx).byId(target.municipalityId);
  if (municipality?.regionId !== actor.regionId || municipality.kind === 'organisation') return refuse(notFound);
  const may = canArchiveMunicipality(actor, municipality);
  if (!may.ok) return may;
  const crumb = { label: 'Менторские группы', href: `/groups?municipality=${target.municipalityId}` };
  return ok({ target, title: `${municipality.shortName}, ${cycle.title}`, crumb });
}

/** Whether an archive asked for before may be had now: its place and all its kinds are still the actor's to take (K-3.4). */
export const mayHaveArchive: TaskRight = async (work, input) => {
  const asked = archiveSchema.safeParse(input);
  if (!asked.success) return refuse(notFound);
  const found = await placeOf(work, asked.data);
  return found.ok && allowed(work, asked.data).length === asked.data.kinds.length ? ok(true) : refuse(notFound);
};

const collect = query(async (work, input: ArchiveInput) => {
  const found = await placeOf(work, input);
  if (!found.ok) return found;
  const { target, title } = found.value;
  const scope = archivesScope(work.actor);
  const store = archiveStore(work.tx);
  const kinds = allowed(work, input);
  return ok({
    target,
    title,
    documents: await store.documents(scope, target, kinds),
    missing: await store.missing(scope, target, kinds),
  });
});

/** How many times the progress is written. */
const steps = 50;

/**
 * Makes an archive of issued documents, byte for byte, and a list of them. The file has the number of the task, so that
 * work done twice, after a stop half-way, gives one file.
 */
export const buildArchive: TaskHandler = async ({ id, database, actor, now, input, progress }) => {
  const request = archiveSchema.parse(input);
  const collected = await collect({ actor, now, database }, request);
  if (!collected.ok) return collected;
  const { target, title, documents, missing } = collected.value;
  const entries = entriesOf(documents, formatsOf(request.format), target.kind);
  const today = dayOf(now);
  const done = (size: number): Outcome<TaskResult> => ok(resultOf({ id, size, today, documents, entries, missing }));

  const made = await database.transaction().execute((tx) => archiveStore(tx).madeSize(id));
  if (made !== null) return done(made);
  const content = await makeContent(async (append) => {
    const zip = zipTo(append);
    await zip.add(inventoryName, await inventory({ taskId: id, title, today, entries, missing }), today);
    const step = Math.max(Math.ceil(entries.length / steps), 1);
    for (const [index, { document, format, path }] of entries.entries()) {
      await zip.add(path, await readContent(document.files[format].sha256), document.datedOn);
      if ((index + 1) % step === 0) await progress(index + 1, entries.length);
    }
    await zip.finish();
  });
  const name = safeName(`Документы, ${title}, ${today}`, 180, '.zip');
  const file = { id, name, mediaType: 'application/zip', uploadedBy: actor.personId || null, now };
  await database.transaction().execute((tx) => storeMade(tx, content, file));
  await progress(entries.length, entries.length);
  return done(content.size);
};

function resultOf(made: {
  id: string;
  size: number;
  today: IsoDate;
  documents: readonly unknown[];
  entries: readonly unknown[];
  missing: readonly unknown[];
}): TaskResult {
  const until = formatDate(keptUntil(made.today));
  const lacking = made.missing.length;
  const report: TaskReport = {
    sentence: `Архив готов. Скачать его можно до ${until} включительно, потом он удаляется.`,
    facts: [
      { term: 'Документов', text: formatNumber(made.documents.length) },
      { term: 'Файлов', text: `${formatNumber(made.entries.length)} и опись с контрольными суммами` },
      { term: 'Размер', text: `${formatNumber(Math.max(Math.round(made.size / 100_000), 1) / 10)} МБ` },
      ...(lacking > 0
        ? [{ term: 'Чего нет', text: `ещё не издано: ${formatNumber(lacking)}, перечислено в описи` }]
        : []),
    ],
  };
  return { fileId: made.id, result: report };
}

/** Deletes archives whose days are over; called daily. */
export async function dropExpiredArchives(database: Kysely<Database>, now: Date): Promise<number> {
  const moment = new Date(now.getTime() - (daysKept + 1) * 24 * 3_600_000);
  const expired = await database.transaction().execute((tx) => archiveStore(tx).expired(moment));
  const note = 'Архив удалён: время его хранения вышло. Соберите его снова';
  for (const { taskId, fileId, input } of expired) {
    const { group, municipality, cycle } = placeSchema.parse(input);
    const place = Object.entries({ group, municipality, cycle }).filter(
      (one): one is [string, string] => one[1] !== null,
    );
    const next = [{ label: 'Собрать снова', href: `/archives?${new URLSearchParams(place)}`, primary: true }];
    await forgetMade(database, fileId, (tx) => archiveStore(tx).expire(taskId, note, { sentence: `${note}.`, next }));
  }
  await clearUnfinished(now);
  return expired.length;
}
