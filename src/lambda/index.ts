import { createHandler } from './handler.ts';

/** The entry of the Lambda bundle; its settings are in docs/lambda.md. */
export const handler = createHandler(process.env);
