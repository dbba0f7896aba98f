import { journal } from '#features/journal/index.server.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { storeFile } from '#platform/files.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { checkEntryAssessment, mayBeSupplemented, refusals, type Assessment, type TeamFacts } from '../rules.ts';
import { registryStore } from '../store.server.ts';
import { registryDueOn, replaceTeamDuties } from './duties.server.ts';
import { groundOf, loadTeam } from './shared.server.ts';

interface EvidenceInput {
  readonly teamId: string;
  readonly title: string;
  readonly description: string | null;
  readonly link: string | null;
  /** The content read by the edge, or null when only a link is given. */
  readonly file: { readonly name: string; readonly bytes: Uint8Array; readonly type: string } | null;
}

/** A document or a link that proves the results of a team (K-3.2). */
export const addEvidence = useCase<EvidenceInput, { teamId: string }>('registry.add-evidence', async (work, input) => {
  const loaded = await loadTeam(work, input.teamId, 'add-evidence');
  if (!loaded.ok) return loaded;
  const team = loaded.value;
  const open = mayBeSupplemented(team.state);
  if (!open.ok) return open;
  if (!input.file && !input.link) return refuse(refusals.emptyEvidence);
  if (input.link && !/^https?:\/\/\S+$/i.test(input.link)) return refuse(refusals.badLink);

  let fileId: string | null = null;
  if (input.file) {
    const { name, bytes, type } = input.file;
    const stored = await storeFile(work.tx, {
      name,
      bytes,
      declaredType: type,
      uploadedBy: work.actor.personId,
      now: work.now,
    });
    if (!stored.ok) return stored;
    fileId = stored.value.id;
  }
  const { title, description, link } = input;
  await registryStore(work.tx).addEvidence(
    team.id,
    { title, description: description ?? '', link: link ?? '', fileId },
    { personId: work.actor.personId, now: work.now },
  );
  await afterSupplement(work, team, 'add-evidence', `Добавлено подтверждение результатов: ${title}`);
  return ok({ teamId: team.id });
});

/** Takes a wrong piece of evidence away while the team is not in the registry yet. */
export const removeEvidence = useCase<{ teamId: string; evidenceId: string }, { teamId: string }>(
  'registry.remove-evidence',
  async (work, { teamId, evidenceId }) => {
    const loaded = await loadTeam(work, teamId, 'add-evidence');
    if (!loaded.ok) return loaded;
    const team = loaded.value;
    if (team.state === 'registered' || team.state === 'withdrawn') return refuse(refusals.notOpen(team.state));
    const removed = await registryStore(work.tx).removeEvidence(teamId, evidenceId);
    if (!removed) return refuse(notFound);
    await afterSupplement(work, team, 'remove-evidence', `Убрано подтверждение результатов: ${removed.title}`);
    return ok({ teamId });
  },
);

/** Words about results: the team or its curator writes them beside the evidence. */
export const describeResults = useCase<{ teamId: string; results: string }, { teamId: string }>(
  'registry.describe-results',
  async (work, { teamId, results }) => {
    const loaded = await loadTeam(work, teamId, 'add-evidence');
    if (!loaded.ok) return loaded;
    const open = mayBeSupplemented(loaded.value.state);
    if (!open.ok) return open;
    await registryStore(work.tx).setResults(teamId, results);
    await afterSupplement(work, loaded.value, 'describe-results', 'Описаны результаты команды');
    return ok({ teamId });
  },
);

/** The entry self-assessment of difficulties by direction (supervision at entry). */
export const assessTeam = useCase<{ teamId: string; answers: readonly Assessment[] }, { teamId: string }>(
  'registry.assess',
  async (work, { teamId, answers }) => {
    const loaded = await loadTeam(work, teamId, 'assess');
    if (!loaded.ok) return loaded;
    const team = loaded.value;
    const open = mayBeSupplemented(team.state);
    if (!open.ok) return open;
    const checked = checkEntryAssessment(team, answers);
    if (!checked.ok) return checked;
    const { actor, now } = work;
    await registryStore(work.tx).saveSupervision({ teamId, groupId: null, kind: 'entry' }, answers, {
      personId: actor.personId,
      now,
    });
    await afterSupplement(work, team, 'assess', 'Заполнена самооценка затруднений по направлениям');
    return ok({ teamId });
  },
);

/** The journal and, while the team waits for the registry, its duties: a lack may be gone. */
async function afterSupplement(work: Work, team: TeamFacts, action: string, summary: string): Promise<void> {
  await journal(work.tx).write(work, { subject: { type: 'team', id: team.id }, action, summary });
  if (team.state !== 'submitted') return;
  const fresh = await registryStore(work.tx).facts(team.id);
  const { cycle } = await groundOf(work, team);
  await replaceTeamDuties(work, fresh!, team.state, registryDueOn(cycle));
}
