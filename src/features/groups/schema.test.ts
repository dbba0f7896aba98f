import { expect, test } from 'vitest';
import { parseInput } from '#kernel/input.ts';
import { extensionRequestSchema, proposalSchema } from './schema.ts';

// a field that named limits of its own would contradict the clause
test.each(['-3', '0', '2', '13', '1000'])(
  '[K-2.6.term] %s months come to the rules, which name the limits of the term',
  (months) => {
    const proposal = parseInput(proposalSchema, { termMonths: months });
    expect(proposal.ok ? {} : proposal.error.fields).not.toHaveProperty('termMonths');
    const request = parseInput(extensionRequestSchema, { months, reason: 'Не успели' });
    expect(request.ok && request.value.months).toBe(Number(months));
  },
);
