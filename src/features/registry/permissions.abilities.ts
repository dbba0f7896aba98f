import { abilityOf as toAbility, type Ability } from '#kernel/ability.ts';
import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { relationToTeam, teamActions, teamRights, type TeamAction } from './permissions.ts';
import { mayBeEdited, mayBeSupplemented, nextState, registrationLack, withdrawTeam, type TeamFacts } from './rules.ts';

/** What the actor may do with the team now; actions that are never theirs are absent. */
export function abilitiesOf(actor: Actor, team: TeamFacts): Partial<Record<TeamAction, Ability>> {
  const rights = teamRights[relationToTeam(actor, team)];
  return Object.fromEntries(
    teamActions.filter((action) => rights.includes(action)).map((action) => [action, abilityOf(action, team)]),
  );
}

/** Whether the team's state allows an action. */
export function abilityOf(action: TeamAction, team: TeamFacts): Ability {
  return toAbility(stateAllows(action, team));
}

/** What registration still lacks, in words; null when nothing. */
export function lackOf(team: TeamFacts): Extract<Ability, { allowed: false }> | null {
  const lack = registrationLack(team);
  return lack ? held(lack) : null;
}

function held({ message, clause }: Refusal): Extract<Ability, { allowed: false }> {
  return { allowed: false, reason: message, clause };
}

function stateAllows(action: TeamAction, team: TeamFacts): Outcome<unknown> {
  switch (action) {
    case 'edit':
      return mayBeEdited(team.state);
    case 'submit':
    case 'return':
      return nextState(team.state, action);
    case 'register': {
      const next = nextState(team.state, 'register');
      const lack = registrationLack(team);
      return next.ok && lack ? refuse(lack) : next;
    }
    case 'withdraw':
      return withdrawTeam(team, 'причину спросит форма');
    case 'assess':
    case 'add-evidence':
      return mayBeSupplemented(team.state);
    default:
      return ok(true);
  }
}
