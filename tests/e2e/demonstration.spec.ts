// Every page of every role on the seeded demonstration region.
import { expect, test } from '@playwright/test';
import { demonstrationAccounts, demonstrationPassword } from '#db/demo/accounts.ts';
import { crawl } from './support/crawl.ts';
import { signIn } from './support/people.ts';

test.describe('every page of every role works, fits and is free of obstacles', () => {
  const known = new Set<string>();
  for (const { email, role, name } of demonstrationAccounts) {
    test(`${role}: ${email}`, async ({ page }) => {
      test.setTimeout(240_000);
      await signIn(page, email, demonstrationPassword);
      await expect(page.getByRole('banner')).toContainText(name);
      const { visited, problems } = await crawl({ page, pictures: `pictures/${email.split('@')[0]}`, known });
      expect(problems.join('\n')).toBe('');
      expect(visited.length).toBeGreaterThan(8);
    });
  }
});
