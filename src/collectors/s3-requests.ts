const DAY = 24 * 3600;
const DAYS = 14;

interface Configuration {
  readonly Id?: string | undefined;
  readonly Filter?: unknown;
}

/**
 * The name under which CloudWatch counts all requests to a bucket; undefined where it counts none, or only those that
 * pass a filter. https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-configurations.html
 */
export const wholeBucket = (configurations: readonly Configuration[]): string | undefined =>
  configurations.find(({ Filter }) => Filter === undefined)?.Id;

/**
 * Requests for objects, day by day: what calls KMS where there is no Bucket Key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
 */
export const requestsBefore = (bucket: string | undefined, filter: string, takenAt: string) =>
  ['GetRequests', 'PutRequests'].map((MetricName) => ({
    Namespace: 'AWS/S3',
    MetricName,
    Dimensions: [
      { Name: 'BucketName', Value: bucket },
      { Name: 'FilterId', Value: filter },
    ],
    StartTime: new Date(Date.parse(takenAt) - DAYS * DAY * 1000),
    EndTime: new Date(takenAt),
    Period: DAY,
    Statistics: ['Sum' as const],
  }));

/** A day without a request has no figure. */
export const total = (points: readonly { readonly Sum?: number | undefined }[]): number =>
  points.reduce((sum, { Sum = 0 }) => sum + Math.round(Sum), 0);
