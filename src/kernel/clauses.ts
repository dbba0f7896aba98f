/**
 * Every ground a refusal, a duty or a document can name. The number and the text of each are data of the regulation
 * (`db/reference`), so that another region cites its own.
 */
export const clauseKeys = [
  // the regulation
  'law', 'team', 'standing', 'group-by-application', 'coordinator', 'programme', 'parties', 'registry',
  'form-groups', 'coordination', 'help', 'municipal-information', 'programme-approval', 'control', 'documents',
  'directions', 'term', 'extension', 'early-finish', 'programme-directions', 'programme-together', 'transfer-forms',
  'consent', 'agreement', 'order', 'group-term', 'experienced-evidence', 'many-to-many', 'confidential', 'meetings',
  'replacement', 'replacement-term', 'criteria-plan', 'criteria-relations', 'criteria-dynamics',
  // the algorithm of the cycle and the presentation
  'quota', 'organisation-kinds', 'participants-form', 'implementation', 'amendment', 'information-report',
  'final-report', 'summing-up', 'milestones', 'working-group', 'plan', 'supervision', 'orders-register', 'measures',
  'dissolution',
  // rules of the platform itself
  'platform-access', 'platform-input', 'platform-files', 'platform-conflict', 'platform-once', 'platform-password',
] as const;

/** The ground of a rule, by meaning and not by number. */
export type ClauseKey = (typeof clauseKeys)[number];
