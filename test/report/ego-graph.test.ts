import { describe, expect, test } from 'vitest';
import type { EgoNode } from '../../src/report/ego-fold.ts';
import { altText, type EgoGraph, egoGraphSvg } from '../../src/report/ego-graph.ts';
import { PAYLOADS } from './hostile.ts';

const node = (id: string, changes: Partial<EgoNode> = {}): EgoNode => ({
  id,
  type: 'aws.ec2.volume',
  name: id,
  note: 'next-attach',
  through: [],
  ...changes,
});

const graph = (changes: Partial<EgoGraph> = {}): EgoGraph => ({
  key: node('key', { type: 'aws.kms.key', note: 'Enabled, aws-kms' }),
  dependsOn: [],
  access: [node('role/app', { type: 'role', note: 'by policy' })],
  usedBy: [node('vol-1'), node('bucket', { type: 'aws.s3.bucket', note: 'at-once' })],
  affected: [node('i-1', { type: 'aws.ec2.instance', note: 'next-start', through: ['vol-1'] })],
  complete: true,
  ...changes,
});

const many = (count: number, changes: Partial<EgoNode> = {}): EgoNode[] =>
  Array.from({ length: count }, (_, n) => node(`${changes.type ?? 'vol'}-${n}`, changes));

const boxesIn = (svg: string): number => svg.match(/<rect x=/g)?.length ?? 0;
const linesIn = (svg: string): number => svg.match(/<path /g)?.length ?? 0;

describe('the picture of a key', () => {
  test('has a box a node and a line a tie, the same each time', () => {
    const svg = egoGraphSvg(graph());
    expect([boxesIn(svg), linesIn(svg)]).toEqual([5, 3]);
    expect(egoGraphSvg(graph())).toBe(svg);
  });

  test('has at most 150 boxes, and counts what it folds', () => {
    const types = Array.from({ length: 200 }, (_, n) => many(7, { type: `aws.t${n}.thing` })).flat();
    const instances = many(3000, { type: 'aws.ec2.instance', through: ['vol-2999'] });
    for (const usedBy of [many(149), many(5000), types, [...types, ...many(5000)]])
      for (const affected of [[], instances]) {
        const svg = egoGraphSvg(graph({ usedBy, affected, access: many(400, { type: 'role' }), dependsOn: many(30) }));
        const folded = [...svg.matchAll(/>(\d+) more</g)].map(([, count]) => Number(count));
        const whole = 1 + 400 + 30 + usedBy.length + affected.length;
        expect(boxesIn(svg)).toBeLessThanOrEqual(150);
        expect(boxesIn(svg) - folded.length + folded.reduce((sum, count) => sum + count, 0)).toBe(whole);
      }
  });

  test('keeps a line to what is folded away', () => {
    const svg = egoGraphSvg(graph({ usedBy: many(500), affected: [node('i-1', { through: ['vol-499'] })] }));
    expect(linesIn(svg)).toBe(boxesIn(svg) - 2); // apart from the key and the role, each box hangs on something
  });

  test('says in words and by borders what it says by colour', () => {
    const svg = egoGraphSvg(graph());
    for (const [note, border] of [
      ['at-once', 'stroke-width="2"'],
      ['next-attach', 'stroke-dasharray="2 2"'],
    ] as const)
      expect(svg).toMatch(new RegExp(`: ${note}</title>\n?<rect [^>]*${border}`));
  });

  test('has a text in its place', () => {
    expect(altText(graph({ complete: false }))).toBe(
      'key (Enabled, aws-kms). It depends on nothing. 1 principal can decrypt with it. It is used by 1 aws.ec2.volume, 1 aws.s3.bucket. Others may use it that were not seen. That affects 1 aws.ec2.instance.',
    );
    expect(egoGraphSvg(graph())).toContain('<desc id="desc">key (Enabled, aws-kms). It depends on nothing.');
  });

  test('shows hostile names and runs none', () => {
    for (const text of [
      ...PAYLOADS,
      '<script>alert(1)</script>',
      ']]><script/>',
      '"><image href="x"/>',
      '\u0000\ufffe\ud800',
    ]) {
      const bad = node(text, { name: text, type: text, note: text });
      const svg = egoGraphSvg(graph({ key: bad, usedBy: [bad], affected: [bad], access: [bad], dependsOn: [bad] }));
      expect(new Set([...svg.matchAll(/<\/?([a-z]+)/g)].map(([, name]) => name))).toEqual(
        new Set(['svg', 'title', 'desc', 'rect', 'text', 'g', 'path']),
      );
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML has no place for
      expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e\ufffe\uffff]|&(?!amp;|lt;|gt;|quot;|#39;)/);
    }
  });
});
