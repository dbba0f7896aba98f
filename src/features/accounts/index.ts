export { checkPassword, passwordLength, refusals as accountsRefusals } from './rules.ts';
