import type { FleetHandler } from './fleet.ts';
import { createHandler } from './handler.ts';

/** The entry of the Lambda bundle; its settings are in docs/lambda.md. */
export const handler = createHandler(process.env);

let opened: Promise<FleetHandler> | undefined;

/** Steps of a run over many accounts (docs/fleet.md); loaded when the first one comes, since events need none of it. */
export const fleet: FleetHandler = async (event) => {
  opened ??= import('./fleet.ts').then(({ createFleet }) => createFleet(process.env));
  return (await opened)(event);
};
