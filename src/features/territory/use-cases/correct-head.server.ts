import { journal } from '#features/journal/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Work } from '#platform/use-case.server.ts';
import { canForPerson, canInTerritory } from '../permissions.ts';
import { refusals } from '../rules.ts';
import { appointmentStore } from '../store/appointments.server.ts';
import { organisationStore } from '../store/organisations.server.ts';
import { personStore } from '../store/people.server.ts';
import { personFacts } from './people.server.ts';

/** What a paper tells of a head already known: an empty list of contacts tells nothing. */
interface HeadOnPaper {
  readonly organisationId: string;
  readonly personId: string;
  readonly post: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** Takes the post and the contacts of an organisation's present head from a paper, as part of a recipe. */
export async function correctHead(work: Work, paper: HeadOnPaper): Promise<Outcome<{ personId: string }>> {
  const { actor, tx, today } = work;
  const organisations = organisationStore(tx, today);
  if (!(await organisations.lock(paper.organisationId))) return refuse(notFound);
  const organisation = await organisations.byId(paper.organisationId);
  const facts = await personFacts(tx, paper.personId, today);
  if (!organisation || !facts) return refuse(notFound);
  const allowed = canInTerritory(actor, 'appoint-head', organisation);
  if (!allowed.ok) return allowed;
  const mayEdit = canForPerson(actor, 'edit-person', facts);
  if (!mayEdit.ok) return mayEdit;

  const { id, fullName, revision, ...fields } = facts.person;
  const phones = paper.phones.length > 0 ? paper.phones : fields.phones;
  const emails = paper.emails.length > 0 ? paper.emails : fields.emails;
  if (!(await personStore(tx).save(id, revision, { ...fields, phones, emails }))) return refuse(refusals.stale);
  await appointmentStore(tx).correctHeadsPost(paper.organisationId, id, paper.post, today);
  await journal(tx).write(work, {
    subject: { type: 'organisation', id: paper.organisationId },
    action: 'organisation.head-corrected',
    summary: `Должность и контакты руководителя взяты из формы: ${fullName}, ${paper.post}`,
    facts: { personId: id },
  });
  return ok({ personId: id });
}
