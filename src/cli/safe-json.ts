export { safeJson } from '../report/json-text.ts';
