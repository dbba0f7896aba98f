import { formatDate, today as todayOf } from '#kernel/dates.ts';
import { outbox } from '#platform/mail.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { newId } from '#platform/ids.server.ts';
import { milestonesToRemind, remindedRoles } from '../rules.cycles.ts';
import { milestoneRoleNames } from '../rules.changes.ts';
import { cycleStore } from '../store/cycles.server.ts';
import { regulationStore } from '../store/regulations.server.ts';

/**
 * Sends letters about milestones that are a week and a day away: to the operator, and to curators about what they and
 * their organisations must do. May run twice on a day: a milestone is told of once.
 */
export async function remindOfMilestones(tx: Transaction, now: Date): Promise<number> {
  const today = todayOf(now);
  let sent = 0;
  for (const cycle of await cycleStore(tx).open()) {
    const due = milestonesToRemind(cycle.milestones, today);
    if (due.length === 0) continue;
    const people = await regulationStore(tx).remindedOf(cycle.regionId, today);
    for (const milestone of due) {
      if (!(await cycleStore(tx).claimReminder(cycle.id, milestone.key, today, newId(), now))) continue;
      const roles: readonly string[] = remindedRoles(milestone.role);
      for (const [personId, email] of new Map(
        people.filter(({ role }) => roles.includes(role)).map((one) => [one.personId, one.email]),
      )) {
        await outbox(tx).send({
          to: email,
          personId,
          now,
          subject: `Срок цикла: ${milestone.title}`,
          text: `До ${formatDate(milestone.dueOn)}: ${milestone.title}.\nОтвечает: ${milestoneRoleNames[milestone.role]}.\n${cycle.title}.`,
        });
        sent += 1;
      }
    }
  }
  return sent;
}
