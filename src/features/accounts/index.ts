export { passwordLength } from './rules.ts';
