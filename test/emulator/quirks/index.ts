import type { Quirk } from '../quirk.ts';
import { cloudtrail } from './cloudtrail.ts';
import { ec2Images } from './ec2-images.ts';
import { ec2Settings } from './ec2-settings.ts';
import { ec2Volumes } from './ec2-volumes.ts';
import { kmsGrants } from './kms-grants.ts';
import { kmsKeys } from './kms-keys.ts';
import { kmsManaged } from './kms-managed.ts';
import { kmsMaterial } from './kms-material.ts';
import { kmsRotation } from './kms-rotation.ts';
import { kmsStores } from './kms-stores.ts';
import { kmsUsage } from './kms-usage.ts';
import { lambda } from './lambda.ts';
import { rds } from './rds.ts';
import { rdsParameters } from './rds-parameters.ts';
import { rdsStatus } from './rds-status.ts';
import { regions } from './regions.ts';
import { s3, s3Listing } from './s3.ts';
import { secretsmanager } from './secretsmanager.ts';
import { ssm } from './ssm.ts';

/** Every difference between moto and AWS that matters here; the first that matches a call is the outermost. */
export const QUIRKS: readonly Quirk[] = [
  ...kmsKeys,
  ...kmsManaged,
  ...kmsMaterial,
  ...kmsRotation,
  ...kmsGrants,
  ...kmsStores,
  ...kmsUsage,
  ...ec2Images,
  ...ec2Volumes,
  ...ec2Settings,
  ...regions,
  ...rdsStatus,
  ...rds,
  ...rdsParameters,
  ...s3,
  ...cloudtrail,
  ...ssm,
  ...lambda,
  ...secretsmanager,
];

/** Those that must see a listing's page parameters, outside of the paging. */
export const AROUND_PAGES: readonly Quirk[] = s3Listing;
