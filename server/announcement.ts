import { roleNames } from '#kernel/roles.ts';
import type { Config } from '#platform/config.server.ts';

/** The page where the first visitor becomes the administrator. */
const firstVisit = (origin: string, token: string): string => `${origin}/first-run/${token}`;

/** Tells a person where the program is and how to get in. */
export async function announce(config: Config, token: string | null): Promise<void> {
  const lines = [``, `Эстафета работает: ${config.origin}`];
  if (token) {
    lines.push(
      ``,
      `Здесь ещё никого нет. Откройте одноразовую ссылку, чтобы стать администратором и выбрать регион:`,
      `  ${firstVisit(config.origin, token)}`,
    );
  }
  if (config.demo) lines.push(``, ...(await demonstrationAccounts()));
  lines.push(``, `Остановить: Ctrl+C`, ``);
  console.log(lines.join('\n'));
}

async function demonstrationAccounts(): Promise<string[]> {
  const { demonstrationAccounts: accounts, demonstrationPassword } = await import('#db/demo/accounts.ts');
  const widest = Math.max(...accounts.map(({ email }) => email.length));
  return [
    `Учётные записи для показа, пароль у всех: ${demonstrationPassword}`,
    ...accounts.map(({ email, role, hint }) => `  ${email.padEnd(widest)}  ${roleNames[role]}: ${hint}`),
  ];
}
