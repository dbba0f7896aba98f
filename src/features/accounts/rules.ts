import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a session lives: so long without a request, and so long at most. */
export const sessionTerms = { idle: 12 * hour, longest: 14 * day, touchEvery: 5 * minute } as const;

/** How long a one-time link may be used. */
export const linkTerms = { 'first-administrator': 7 * day, invitation: 14 * day, 'password-reset': day } as const;
export type LinkPurpose = keyof typeof linkTerms;

/** Wrong passwords in a row before an account rests, and for how long. */
export const attemptTerms = { most: 5, rest: 10 * minute } as const;

/** A person may ask for a new password so often. */
export const resetPause = 2 * minute;

/** How long a form is kept that was sent after the session had expired. */
export const keptFormTerm = day;

export const passwordLength = { min: 10, max: 200 } as const;

/** Passwords that are tried first; compared without case and spaces. */
const commonest = new Set([
  '1234567890',
  '12345678910',
  '123456789012',
  '0123456789',
  '0987654321',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qwertyuiop',
  'qwertyuiop123',
  'qwerty12345',
  'qwerty123456',
  'qwerty1234',
  'password12',
  'password123',
  'password1234',
  'password12345',
  'passw0rd123',
  'iloveyou123',
  'administrator',
  'admin12345',
  'admin123456',
  'letmein1234',
  'welcome123',
  'йцукенгшщз',
  'йцукен12345',
  'йцукен123456',
  'пароль1234',
  'пароль12345',
  'пароль123456',
  'парольпароль',
  'любовьлюбовь',
  'директор123',
  'школашкола',
  'школа12345',
  'менторство',
  'наставничество',
  'эстафета123',
  'волгоград1',
  'волгоград123',
  'zaq12wsxcde3',
  'asdfghjkl123',
  'zxcvbnm123',
  'q1w2e3r4t5',
  'a1b2c3d4e5',
  'abcdefghij',
  'abcd123456',
  'abc1234567',
]);

/** The refusals of the feature: the one place of their texts. */
export const refusals = {
  wrongPassword: {
    code: 'accounts.wrong-password',
    kind: 'invalid',
    message: 'Почта или пароль не подходят. Проверьте раскладку и попробуйте ещё раз',
    clause: 'platform-access',
  },
  resting: (minutes: string): Refusal => ({
    code: 'accounts.resting',
    kind: 'invalid',
    message: `Пароль несколько раз введён неверно. Войти можно будет через ${minutes}`,
    clause: 'platform-access',
  }),
  disabled: {
    code: 'accounts.disabled',
    kind: 'forbidden',
    message: 'Учётная запись отключена. Обратитесь к тому, кто вас пригласил',
    clause: 'platform-access',
  },
  shortPassword: {
    code: 'accounts.short-password',
    kind: 'invalid',
    message: `Пароль должен быть не короче ${passwordLength.min} знаков`,
    clause: 'platform-password',
    field: 'password',
  },
  longPassword: {
    code: 'accounts.long-password',
    kind: 'invalid',
    message: `Пароль должен быть не длиннее ${passwordLength.max} знаков`,
    clause: 'platform-password',
    field: 'password',
  },
  commonPassword: {
    code: 'accounts.common-password',
    kind: 'invalid',
    message: 'Этот пароль легко подобрать: выберите другой, например три-четыре слова подряд',
    clause: 'platform-password',
    field: 'password',
  },
  passwordIsEmail: {
    code: 'accounts.password-is-email',
    kind: 'invalid',
    message: 'Пароль не должен повторять адрес почты',
    clause: 'platform-password',
    field: 'password',
  },
  passwordsDiffer: {
    code: 'accounts.passwords-differ',
    kind: 'invalid',
    message: 'Пароли не совпали: введите один и тот же дважды',
    clause: 'platform-password',
    field: 'again',
  },
  wrongCurrent: {
    code: 'accounts.wrong-current',
    kind: 'invalid',
    message: 'Действующий пароль введён неверно',
    clause: 'platform-password',
    field: 'current',
  },
  linkUsed: {
    code: 'accounts.link-used',
    kind: 'conflict',
    message: 'Ссылка уже использована или её срок вышел. Попросите новую',
    clause: 'platform-access',
  },
  emailTaken: {
    code: 'accounts.email-taken',
    kind: 'conflict',
    message: 'С этим адресом уже входит другой человек: укажите другую почту',
    clause: 'platform-access',
    field: 'email',
  },
  emailMissing: {
    code: 'accounts.email-missing',
    kind: 'invalid',
    message: 'Укажите почту: по ней человек будет входить',
    clause: 'platform-input',
    field: 'email',
  },
  activeAlready: {
    code: 'accounts.active-already',
    kind: 'conflict',
    message: 'Этот человек уже входит в систему: если пароль забыт, создайте ссылку для нового пароля',
    clause: 'platform-access',
  },
  noAccount: {
    code: 'accounts.no-account',
    kind: 'invalid',
    message: 'У этого человека ещё нет учётной записи: сначала пригласите его',
    clause: 'platform-access',
  },
  notOneself: {
    code: 'accounts.not-oneself',
    kind: 'invalid',
    message: 'Свою учётную запись отключить нельзя',
    clause: 'platform-access',
  },
  noSuchRole: {
    code: 'accounts.no-such-role',
    kind: 'forbidden',
    message: 'Этой роли у вас сейчас нет',
    clause: 'platform-access',
  },
  noRegion: {
    code: 'accounts.no-region',
    kind: 'invalid',
    message: 'Выберите регион из списка',
    clause: 'platform-input',
    field: 'region',
  },
  nameMissing: (fields: Readonly<Record<string, string>>): Refusal => ({
    code: 'accounts.name-missing',
    kind: 'invalid',
    message: 'Выберите человека из списка или заполните имя нового',
    clause: 'platform-input',
    fields,
  }),
} as const satisfies Record<string, Refusal | ((detail: never) => Refusal)>;

/** The address as it is kept and compared. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Whether the password may be used by this account. Clause: platform-password. */
export function checkPassword(password: string, email: string): Outcome<true> {
  const signs = [...password].length;
  if (signs < passwordLength.min) return refuse(refusals.shortPassword);
  if (signs > passwordLength.max) return refuse(refusals.longPassword);
  const folded = password.toLowerCase().replaceAll(/\s/g, '');
  const own = normalEmail(email);
  if (folded === own || ((own.split('@')[0]?.length ?? 0) >= passwordLength.min && folded === own.split('@')[0])) {
    return refuse(refusals.passwordIsEmail);
  }
  if (commonest.has(folded) || isRepetition(folded) || isSequence(folded)) return refuse(refusals.commonPassword);
  return ok(true);
}

/** «аааааааааа», «ababababab»: at most two different signs. */
function isRepetition(text: string): boolean {
  return new Set(text).size <= 2;
}

/** «123456789012», «abcdefghijk»: each sign follows the last, up or down. */
function isSequence(text: string): boolean {
  const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}

/** How often a password was missed, and until when the account rests. */
export interface Attempts {
  readonly failedAttempts: number;
  readonly lockedUntil: Date | null;
}

/** Whether the account rests at this moment; the number of minutes left, rounded up. */
export function restingMinutes({ lockedUntil }: Attempts, now: Date): number | null {
  if (lockedUntil === null || lockedUntil <= now) return null;
  return Math.ceil((lockedUntil.getTime() - now.getTime()) / minute);
}

/** What one more wrong password makes of it: the last allowed one puts the account to rest and counts anew. */
export function afterMiss({ failedAttempts }: Attempts, now: Date): Attempts {
  return failedAttempts + 1 >= attemptTerms.most
    ? { failedAttempts: 0, lockedUntil: new Date(now.getTime() + attemptTerms.rest) }
    : { failedAttempts: failedAttempts + 1, lockedUntil: null };
}

/** When a session used at `now` ends. */
export function sessionEnd(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + sessionTerms.idle, createdAt.getTime() + sessionTerms.longest));
}

/** As much of a form is kept as anybody types; whatever is sent past it comes from no person. */
const keptAtMost = 500_000;

/** The fields of a form that may be kept until the person signs in again: everything but passwords. */
export function keepable(fields: readonly (readonly [string, string])[]): [string, string][] {
  let left = keptAtMost;
  return (
    fields
      .filter(([name]) => !/password|^(current|again)$/i.test(name))
      .filter(([name, value]) => (left -= name.length + value.length) >= 0)
      // the database takes any sign of a text but this one
      .map(([name, value]) => [name.replaceAll('\u0000', ''), value.replaceAll('\u0000', '')])
  );
}
