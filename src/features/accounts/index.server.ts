export {
  sessionActor,
  sessionCookie,
  signIn,
  signOut,
  switchRole,
  type NewSession,
  type SignedIn,
} from './use-cases/sessions.server.ts';
export { actorsOf, asOfNow, operatorsOf } from './use-cases/acting.server.ts';
export { keepForm, readKeptForm } from './use-cases/kept-forms.server.ts';
export {
  accountState,
  changePassword,
  changeSignInEmail,
  endSession,
  listLetters,
  ownSessions,
  setAccountDisabled,
  signOutEverywhere,
  type AccountState,
} from './use-cases/account.server.ts';
export {
  addHolder,
  addStaffMember,
  appointHead,
  giveResetLink,
  invitePerson,
  type Invitation,
} from './use-cases/invitations.server.ts';
export { openLink, requestPasswordReset, setPasswordByLink, type LinkHolder } from './use-cases/passwords.server.ts';
export { claimFirstAdministrator, createFirstAdministratorLink, firstRunOpen } from './use-cases/first-run.server.ts';
export { openAccount } from './use-cases/open-account.server.ts';
export {
  emailChangeSchema,
  firstRunSchema,
  forgottenSchema,
  newPasswordSchema,
  passwordChangeSchema,
  personKeySchema,
  roleSchema,
  sessionKeySchema,
  signInSchema,
} from './schema.ts';
