import type { RegulationDocument } from '#features/regulation/index.ts';
import type { Wording } from '../rules.amendments.ts';

/** How the codes of a plan are said in the words of the regulation; an unknown code is said as it is. */
export function wordingOf(regulation: RegulationDocument): Wording {
  const forms = new Map(regulation.transferForms.map((form) => [form.code, form.title]));
  const parties = new Map<string, string>(regulation.responsibleParties.map((party) => [party.key, party.title]));
  const stages = new Map(regulation.stages.map((stage) => [stage.number, stage.title]));
  return {
    transferForm: (code) => forms.get(code) ?? code,
    responsible: (key) => parties.get(key) ?? key,
    stage: (stage) => stages.get(stage) ?? String(stage),
  };
}
