import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import {
  countReplacing,
  openReplacement,
  replaceDraft,
  type Replaced,
  type WholeInput,
} from '#features/programmes/index.server.ts';
import { units } from '#features/territory/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { query, useCase, type Context, type Work } from '#platform/use-case.server.ts';
import { otherTeams, previewOf, type PreviewTeam } from '../rules.programme-preview.ts';
import { readProgramme, type ReadProgramme } from '../rules.programme.ts';
import { refusals } from '../rules.refusals.ts';
import { readingStore, type Reading } from '../store.server.ts';
import { paperOf, type SentFile } from './paper.server.ts';

type ProgrammeReading = Reading<ReadProgramme, Replaced>;

/** The page of sending the file of a programme: the group whose programme is being written. */
export const openProgrammeFile = query(async (work, { groupId }: { groupId: string }) => {
  const opened = await openReplacement(work, groupId);
  if (!opened.ok) return opened;
  const { group, unbegun, programme } = opened.value;
  const latest = await readingStore(work.tx).latestReadings(work.actor.personId, {
    kind: 'programme',
    groupId,
    limit: 5,
  });
  return ok({ group, unbegun, version: programme.version, latest });
});

/** Reads a programme and keeps what was recognised for its person to check. Nothing of it is in the programme yet. */
export async function readProgrammeFile(
  context: Context,
  { groupId, ...file }: SentFile & { groupId: string },
): Promise<Outcome<{ groupId: string; id: string }>> {
  const directions = await directionsToRead(context, { groupId });
  if (!directions.ok) return directions;
  const sent = await paperOf(file);
  if (!sent.ok) return sent;
  const found = readProgramme(sent.value.paper, directions.value);
  if (!found.ok) return refuse(refusals.unreadable(found.error));
  return keepProgramme(context, { groupId, fileName: sent.value.name, found: found.value });
}

/** What directions of a file are recognised by, for whoever may replace the programme. */
const directionsToRead = query(async (work, { groupId }: { groupId: string }) => {
  const opened = await openReplacement(work, groupId);
  return opened.ok ? ok(opened.value.regulation.directions) : opened;
});

const keepProgramme = useCase(
  'imports.read-programme',
  async (work, { groupId, ...kept }: { groupId: string; fileName: string; found: ReadProgramme }) => {
    const opened = await openReplacement(work, groupId);
    if (!opened.ok) return opened;
    const { personId, regionId } = work.actor;
    const reading = { kind: 'programme' as const, personId, regionId, groupId, ...kept };
    return ok({ groupId, id: await readingStore(work.tx).keepReading(reading, work.now) });
  },
);

/** A reading beside the programme as it is now: every field with its doubts and its place, and what would change. */
export const viewProgrammeReading = query(async (work, { groupId, id }: { groupId: string; id: string }) => {
  const reading = await ownReading(work, groupId, id);
  if (!reading) return refuse(notFound);
  const opened = await openReplacement(work, groupId);
  if (!opened.ok) return opened;
  const { group, unbegun, programme, seen, own, choices, limits, regulation } = opened.value;
  const side = own?.standing ?? null;
  const preview = previewOf(reading.found, {
    teams: await teamsOf(work, group),
    directions: group.directions,
    regulation,
    own: side,
    staff: programme.workingGroups.find(({ team }) => team.teamId === own?.teamId)?.members ?? [],
    present: programme,
  });
  return ok({
    id,
    fileName: reading.fileName,
    createdAt: reading.createdAt,
    saved: reading.finishedAt,
    group,
    unbegun,
    version: programme.version,
    seen,
    ownTeam: own && { teamId: own.teamId, name: own.organisationShortName, standing: own.standing },
    preview,
    found: reading.found,
    others: (['developing', 'experienced'] as const)
      .filter((standing) => standing !== side)
      .map((standing) => ({ standing, members: reading.found.workingGroups[standing] })),
    present: {
      rows: programme.rows.filter((row) => !row.cancelled),
      ...countReplacing(programme.activities, reading.found.activities),
    },
    choices,
    limits,
  });
});

/** Puts the checked programme in the place of the one being written. The same once more changes nothing. */
export const saveProgrammeReading = useCase(
  'imports.save-programme',
  async (work, { id, ...input }: WholeInput & { groupId: string; id: string }): Promise<Outcome<Replaced>> => {
    const reading = await ownReading(work, input.groupId, id, { lock: true });
    if (!reading) return refuse(notFound);
    const opened = await openReplacement(work, input.groupId);
    if (!opened.ok) return opened;
    const others = otherTeams(reading.found, await teamsOf(work, opened.value.group));
    if (others.length > 0 && !input.agreed) return refuse(refusals.otherTeams(others));
    const done = await replaceDraft(work, { ...input, source: reading.fileName });
    if (done.ok) await readingStore(work.tx).finishReading(id, done.value, work.now);
    return done;
  },
);

async function ownReading(
  { tx, actor }: Work,
  groupId: string,
  id: string,
  options: { lock?: boolean } = {},
): Promise<ProgrammeReading | null> {
  const store = readingStore(tx);
  const reading = await store.readingOf<ReadProgramme, Replaced>(actor.personId, id, 'programme', options);
  return reading?.groupId === groupId ? reading : null;
}

async function teamsOf({ tx }: Work, group: GroupFacts): Promise<PreviewTeam[]> {
  const active = activeTeams(group);
  const places = await units(tx).byIds([...new Set(active.map((team) => team.municipalityId))]);
  return active.map((team) => ({
    id: team.teamId,
    name: team.organisationName,
    shortName: team.organisationShortName,
    municipality: places.find((unit) => unit.id === team.municipalityId)?.name ?? '',
    standing: team.standing,
  }));
}
