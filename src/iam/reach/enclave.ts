import { includes } from '../actions.ts';
import { isNegated } from '../condition.ts';
import { parsePolicy } from '../parse.ts';
import type { Condition, Statement } from '../policy.ts';
import { wholeAccount } from '../principals.ts';

/**
 * What a key policy asks of Nitro Enclaves.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-attestation.html
 */
export interface AttestationFacts {
  /** Some statement goes by an attestation document. */
  readonly used: boolean;
  /** Statements that hand out plaintext to somebody by name without attestation. */
  readonly unattested: readonly string[];
  /** The same, those of the account principal too, where no Deny asks everybody for attestation. */
  readonly bypasses: readonly string[];
  /** Attested statements that any enclave with the same image passes, whatever its role, instance or signer. */
  readonly unbound: readonly string[];
  /** `PCR0=…`, sorted. */
  readonly measurements: readonly string[];
}

const PREFIX = 'kms:recipientattestation:';
/** The operations that encrypt their answer for the enclave. */
const ACTIONS = ['decrypt', 'generatedatakey', 'generatedatakeypair', 'derivesharedsecret', 'generaterandom'].map(
  (name) => `kms:${name}`,
);
/** Role, instance and signer of the enclave. https://docs.aws.amazon.com/enclaves/latest/user/set-up-attestation.html */
const DEPLOYMENT = new Set(['pcr3', 'pcr4', 'pcr8'].map((name) => `${PREFIX}${name}`));
const OF_CALLER = new Set(['aws:principalorgid', 'aws:principalaccount', 'kms:calleraccount', 'aws:principalarn']);

const isAttestation = ({ key }: Condition): boolean => key.startsWith(PREFIX);
const asks = (condition: Condition): boolean =>
  isAttestation(condition) && !isNegated(condition.operator) && condition.operator !== 'null' && !condition.ifExists;

export function attestationFacts(text: string): AttestationFacts {
  const { statements } = parsePolicy(text, 'kms');
  const handing = statements.filter(
    ({ effect, principals, resources, actions }) =>
      effect === 'Allow' && principals && resources && ACTIONS.some((action) => includes(actions, action)),
  );
  const open = handing.filter(({ conditions }) => !conditions.some(asks));
  const attested = handing.filter(({ conditions }) => conditions.some(asks));
  const labels = (found: readonly Statement[]): string[] => found.map(({ label }) => label);
  const measured = statements.flatMap(({ conditions }) => conditions.filter(isAttestation));
  return {
    used: measured.length > 0,
    unattested: labels(open.filter((statement) => !isDelegation(statement))),
    bypasses: labels(open.filter((allow) => !statements.some((deny) => closes(deny, allow)))),
    unbound: labels(attested.filter(({ conditions }) => !conditions.some(binds))),
    measurements: [
      ...new Set(
        measured
          .filter(({ operator }) => operator !== 'null')
          .flatMap(({ name, values }) => values.map((value) => `${name.slice(PREFIX.length)}=${value.toLowerCase()}`)),
      ),
    ].sort(),
  };
}

const binds = ({ key, operator }: Condition): boolean =>
  (DEPLOYMENT.has(key) || OF_CALLER.has(key)) && !isNegated(operator) && operator !== 'null';

const isDelegation = ({ principals }: Statement): boolean =>
  principals !== undefined &&
  !principals.everyone &&
  !principals.negated &&
  principals.services.length + principals.federated.length === 0 &&
  principals.aws.every((principal) => wholeAccount(principal) !== undefined);

/** A Deny to everybody that holds where the request brings no attestation, or the wrong one. */
const closes = ({ effect, principals, actions, resources, conditions }: Statement, allow: Statement): boolean =>
  effect === 'Deny' &&
  principals?.everyone === true &&
  !principals.negated &&
  resources?.negated === false &&
  resources.patterns.includes('*') &&
  conditions.length > 0 &&
  conditions.every(
    (condition) =>
      isAttestation(condition) &&
      (condition.operator === 'null' ? condition.values.includes('true') : isNegated(condition.operator)),
  ) &&
  ACTIONS.filter((action) => includes(allow.actions, action)).every((action) => includes(actions, action));
