import type { Config } from '#platform/config.server.ts';

/** Tells a person where the program is and how to get in; `token` is that of an empty installation's one-time link. */
export async function announce({ origin, demo }: Config, token: string | null): Promise<void> {
  const lines = ['', `Эстафета работает: ${origin}`];
  if (token) {
    lines.push(
      '',
      'Здесь ещё никого нет. Откройте одноразовую ссылку, чтобы стать администратором и выбрать регион:',
      `  ${origin}/first-run/${token}`,
    );
  }
  if (demo) lines.push('', ...(await demonstrationAccess()));
  lines.push('', 'Остановить: Ctrl+C', '');
  console.log(lines.join('\n'));
}

async function demonstrationAccess(): Promise<string[]> {
  const { demonstrationAccounts, demonstrationPassword } = await import('#db/demo/accounts.ts');
  const { roleNames } = await import('#kernel/roles.ts');
  const widest = Math.max(...demonstrationAccounts.map(({ email }) => email.length));
  return [
    `Учётные записи для показа, пароль у всех ${demonstrationPassword}`,
    ...demonstrationAccounts.map(({ email, role, hint }) => `  ${email.padEnd(widest)}  ${roleNames[role]}: ${hint}`),
  ];
}
