// Writes rules/rule.schema.json, with which editors complete rules.
import { z } from 'zod';
import { writeGenerated } from './generated.mjs';
import { load } from './load.mjs';

const { likeSchema, ruleSchema } = await load('src/evaluate/rule-schema.ts');
const schema = { title: 'A sealscan rule', ...z.toJSONSchema(z.union([ruleSchema, likeSchema]), { io: 'input' }) };
writeGenerated(new URL('../rules/rule.schema.json', import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
