import type { ProgrammeState } from '#features/programmes/index.ts';
import type { Tone } from '#ui/types.ts';

/** What colour a state of a version has. */
export const stateTones: Readonly<Record<ProgrammeState, Tone>> = {
  draft: 'quiet',
  endorsed: 'wait',
  'on-approval': 'wait',
  returned: 'soon',
  approved: 'done',
  superseded: 'quiet',
  abandoned: 'quiet',
};
