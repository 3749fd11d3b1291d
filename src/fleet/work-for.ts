import type { Session } from '../aws/session.ts';
import { collectors } from '../collectors/registry.ts';
import type { Store } from '../store.ts';
import type { Plan } from './plan.ts';
import { doorsOf } from './session.ts';
import { standardsOf } from './standards.ts';
import { workOn } from './stored.ts';
import type { Work } from './work.ts';

/** The shard contract for a plan, in this process; rules are loaded when the first account is judged. */
export function workFor(plan: Plan, store: Store, session: Session): Work {
  let standards: ReturnType<typeof standardsOf> | undefined;
  return workOn({
    plan,
    store,
    registry: collectors,
    doors: doorsOf(plan, session),
    standards: () => (standards ??= standardsOf(plan)),
  });
}
