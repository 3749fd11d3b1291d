// Writes the schemas with which editors complete rules and configurations.
import { z } from 'zod';
import { writeGenerated } from './generated.mjs';
import { load } from './load.mjs';

const { likeSchema, ruleSchema } = await load('src/evaluate/rule-schema.ts');
const { configSchema } = await load('src/evaluate/config.ts');

const write = (file, title, schema) =>
  writeGenerated(
    new URL(`../rules/${file}`, import.meta.url),
    `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`,
  );
write('rule.schema.json', 'A sealscan rule', z.union([ruleSchema, likeSchema]));
write('config.schema.json', 'sealscan.config.yaml', configSchema);
