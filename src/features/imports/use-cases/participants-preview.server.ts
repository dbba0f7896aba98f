import { groundOfRows, type RowsGround } from '#features/registry/index.server.ts';
import { admittedKinds, directionsInUse } from '#features/regulation/index.ts';
import type { Unit } from '#features/territory/index.server.ts';
import { ok } from '#kernel/result.ts';
import type { Work } from '#platform/use-case.server.ts';
import { meaningOf } from '../rules.meant.ts';
import { sameMunicipality } from '../rules.municipality.ts';
import { planRows, summaryOf, type PlanGround } from '../rules.plan.ts';
import { firstValues, writtenOf, type PaperForm } from '../rules.rows.ts';
import type { RowValues } from '../schema.ts';

/** What is kept of a form that was read: what was recognised, and the rows as the person has corrected them. */
export interface FoundForm {
  readonly format: 'docx' | 'xlsx';
  readonly paper: PaperForm;
  readonly rows: readonly RowValues[] | null;
}

function planGroundOf({ cycle, regulation, ...ground }: RowsGround): PlanGround {
  return { ...ground, directions: directionsInUse(regulation), kinds: admittedKinds(regulation, cycle.year) };
}

/** The rows of a form beside the registry as it is now: what each means, what is doubtful, what will become of it. */
export async function previewOf(work: Work, { paper, rows: corrected }: FoundForm, municipality: Unit) {
  const judged = await groundOfRows(work, municipality.id);
  if (!judged.ok) return judged;
  const ground = planGroundOf(judged.value);
  const meant = meaningOf(ground.choices, municipality.name);
  const first = paper.teams.map((team, index) => {
    const { candidates, chosen } = meant(team.organisation);
    const known = candidates.find(({ id }) => id === chosen) ?? null;
    return { values: firstValues(team, writtenOf(paper, index), chosen, known), candidates };
  });
  const unchecked = first.map(({ values }) => values);
  const rows = corrected ?? unchecked;
  const plans = planRows(paper, rows, unchecked, ground);
  const mismatch = !sameMunicipality(paper.municipality, municipality);
  return ok({
    said: paper.municipality,
    mismatch,
    rows: rows.map((values, index) => ({
      values,
      plan: plans[index]!,
      read: paper.teams[index]!,
      candidates: first[index]!.candidates.map(({ id, name, shortName }) => {
        const team = ground.teams.find(({ organisationId }) => organisationId === id);
        return { id, name, shortName, team: team ? { standing: team.standing, state: team.state } : null };
      }),
    })),
    // what was doubtful about the file as a whole; a municipality that is the right one is not
    general: paper.doubts.filter(
      ({ path, place }) => !path.startsWith('teams[') && (mismatch || place !== paper.places['municipality']),
    ),
    summary: summaryOf(rows, plans, ground),
    choices: ground.choices.map(({ name, shortName }) => ({ name, shortName })),
    directions: ground.directions,
    kinds: ground.kinds,
  });
}
