/** A verdict of either scanner on one resource; `absent` where it says nothing about it. */
export type Verdict = 'pass' | 'fail' | 'unknown' | 'absent';

/** A verdict on a resource, by the names that the scanner calls it. */
export interface Judged {
  readonly resource: string;
  readonly region: string;
  readonly verdict: Verdict;
  /** Why, in the scanner's words. */
  readonly said: string;
}

interface Ours {
  readonly findings: readonly {
    readonly rule: string;
    readonly verdict: 'pass' | 'fail' | 'unknown';
    readonly message: string;
    readonly resource: { readonly id: string; readonly region: string };
  }[];
}

interface Theirs {
  readonly status_code: string;
  readonly status_detail: string;
  readonly metadata: { readonly event_code: string };
  readonly resources: readonly { readonly uid: string; readonly region: string }[];
}

const grouped = <T>(things: Iterable<readonly [string, T]>): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const [key, thing] of things) groups.set(key, [...(groups.get(key) ?? []), thing]);
  return groups;
};

/** The findings of a JSON report of ours, by rule. */
export const oursByRule = ({ findings }: Ours): Map<string, Judged[]> =>
  grouped(
    findings.map(({ rule, verdict, message, resource: { id, region } }) => [
      rule,
      { resource: id, region, verdict, said: message },
    ]),
  );

const VERDICTS: Readonly<Record<string, Verdict>> = { PASS: 'pass', FAIL: 'fail' };

/** The findings of Prowler's OCSF report, by check. MANUAL is its unknown. */
export const theirsByCheck = (findings: readonly Theirs[]): Map<string, Judged[]> =>
  grouped(
    findings.flatMap(({ status_code, status_detail, metadata, resources }) =>
      resources.map(({ uid, region }) => [
        metadata.event_code,
        { resource: uid, region, verdict: VERDICTS[status_code] ?? 'unknown', said: status_detail },
      ]),
    ),
  );
