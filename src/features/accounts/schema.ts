import { z } from 'zod';
import { choice, emailField, optionalText, text, uuid } from '#kernel/input.ts';

/** Passwords are taken as they are typed: spaces and letter case belong to them. */
const password = (label: string) =>
  z.string(`Заполните поле «${label}»`).min(1, `Заполните поле «${label}»`).max(1000, 'Пароль слишком длинный');

export const signInSchema = z.object({
  email: text('Электронная почта', { max: 254 }),
  password: password('Пароль'),
});

export const newPasswordSchema = z.object({
  password: password('Новый пароль'),
  again: password('Новый пароль ещё раз'),
});

export const forgottenSchema = z.object({ email: emailField() });

export const firstRunSchema = z.object({
  lastName: text('Фамилия', { max: 80 }),
  firstName: text('Имя', { max: 80 }),
  patronymic: optionalText('Отчество', { max: 80 }),
  gender: choice('Пол', ['female', 'male'] as const, { ask: 'Укажите пол: от него зависят обращение и падежи' }),
  email: emailField('Электронная почта для входа'),
  password: password('Пароль'),
  again: password('Пароль ещё раз'),
  region: text('Регион', { max: 40 }),
});

export const passwordChangeSchema = z.object({
  current: password('Действующий пароль'),
  password: password('Новый пароль'),
  again: password('Новый пароль ещё раз'),
});

export const emailChangeSchema = z.object({
  email: emailField('Электронная почта для входа'),
  current: password('Действующий пароль'),
});

export const roleSchema = z.object({ grantId: uuid('Роль', { ask: 'Выберите роль' }) });
export const sessionKeySchema = z.object({ key: text('Сеанс', { max: 64 }) });
export const personKeySchema = z.object({
  email: z
    .union([z.literal(''), emailField()])
    .optional()
    .transform((email) => email || null),
});
