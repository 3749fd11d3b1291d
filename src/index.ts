/** The library: the stages of a scan, for programs that compose them themselves. */
export { collectors } from './collectors/registry.ts';
export { loadRules, type Rule } from './evaluate/rule.ts';
export { readRuleFolder } from './evaluate/rule-folder.ts';
export { buildGraph, type Graph } from './graph/graph.ts';
export { builtInTexts } from './home.ts';
export type { Finding } from './model/finding.ts';
export type { Run } from './model/run.ts';
export type { SnapshotSource } from './model/snapshot.ts';
export { REPORTERS } from './report/reporters.ts';
export { type ScanInput, type ScanResult, scan } from './scan.ts';
export { scratchIn } from './scratch.ts';
export { openSnapshot, snapshotOf } from './snapshot/read.ts';
