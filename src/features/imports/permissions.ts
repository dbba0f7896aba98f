import type { Role } from '#kernel/roles.ts';

/** Under which roles a file of each kind may be entered at all; whether this very one may be, its use case asks. */
export const importRoles = {
  organisations: ['operator'],
  registry: ['operator'],
  participants: ['operator', 'municipal-curator'],
  programme: ['coordinator', 'organisation-head', 'team-member'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
