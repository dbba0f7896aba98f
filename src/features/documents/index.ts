export { documentKindNames, documentKinds, readCode, type DocumentFormat, type DocumentKind } from './rules.ts';
