import { z } from 'zod';
import { CATEGORIES, PEERS, SEVERITIES } from '../model/rule.ts';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const sentence = z.string().min(1).max(4000);

const parameter = z.union([z.number().int(), z.string(), z.boolean(), z.array(z.string())]);

/** One example: the fields a rule sees, and what it must say. A field left out is unknown; null is empty. */
const ruleCase = z.strictObject({
  given: z.record(z.string(), z.unknown()).describe('Fields of the resource. Left out = unknown, null = empty.'),
  verdict: z.enum(['pass', 'fail', 'unknown', 'not-applicable']),
  takenAt: z.iso.datetime().optional().describe('Time of the snapshot; 2026-06-01T00:00:00Z when absent.'),
  parameters: z.record(z.string(), parameter).optional(),
});

const ruleObject = z.strictObject({
  id: z.string().regex(ID).describe('The file name without .yaml. Permanent.'),
  title: sentence.max(200).describe('The good state, as a statement.'),
  severity: z.enum(SEVERITIES),
  category: z.enum(CATEGORIES),
  resource: z.string().describe('The resource type that the rule judges.'),
  when: z.string().max(4000).optional().describe('CEL. False = not applicable.'),
  assert: z.string().max(4000).describe('CEL. The good state.'),
  message: sentence.max(500).describe('One sentence that says what is wrong; {resource.path} is replaced.'),
  rationale: sentence,
  remediation: z.strictObject({ cli: sentence, terraform: sentence, console: sentence.optional() }),
  controls: z
    .record(z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/), z.array(z.string()).min(1))
    .describe('Framework -> ids as a peer or AWS states them.'),
  peers: z
    .partialRecord(z.enum(PEERS), z.array(z.string().min(1)).min(1))
    .optional()
    .describe('Ids under which other scanners ask the same, for people who come from them.'),
  references: z.array(z.url({ protocol: /^https$/ })).min(1),
  default: z.boolean().optional().describe('False = runs only when selected by --rule, --framework or configuration.'),
  parameters: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), parameter).optional(),
  aliases: z.array(z.string().regex(ID)).optional().describe('Earlier ids.'),
  deprecated: z.boolean().optional(),
  identity: z
    .string()
    .regex(ID)
    .optional()
    .describe('Enters finding ids; set when a rule is renamed, to its first id.'),
  cases: z.array(ruleCase).min(1),
});

/** What one sentence that is true of many services may say once, in `like/<name>.yaml`; a rule's own members win. */
const SHARED = {
  severity: true,
  category: true,
  when: true,
  assert: true,
  message: true,
  rationale: true,
  remediation: true,
  controls: true,
  references: true,
  default: true,
  parameters: true,
  cases: true,
} as const;

export const sharedSchema = ruleObject.pick(SHARED).partial();

/** A rule file: DESIGN section 5. */
export const ruleSchema = ruleObject;

/** A rule file that says `like: NAME` and leaves to `like/NAME.yaml` what it does not say itself. */
export const likeSchema = ruleObject
  .partial(SHARED)
  .extend({ like: z.string().regex(ID).describe('The file under like/ that says the rest.') });

export type RuleFile = z.infer<typeof ruleObject>;
export type RuleCase = z.infer<typeof ruleCase>;
