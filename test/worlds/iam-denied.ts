import { refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';
import { summary } from './iam.ts';

/** Whoever may read the summary only: the root user is in order, and the certificates are unknown. */
export const world: World = {
  services: ['iam'],
  answers: { 'iam:GetAccountSummary': summary(0), 'iam:ListServerCertificates': refuses('AccessDenied') },
};
