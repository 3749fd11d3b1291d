import type * as COMPREHEND from '@aws-sdk/client-comprehend';
import { sdk } from '../collect/descriptor.ts';
import { scratch, writing } from '../model/dependence.ts';

const comprehend = sdk<typeof COMPREHEND>('comprehend', 'ComprehendClient');

const PAGES = { token: ['NextToken', 'NextToken'], size: ['MaxResults', 500] } as const;
const OUTPUT = { JobArn: true, OutputDataConfig: { KmsKeyId: true } } as const;
const OUTPUT_AND_VOLUME = { ...OUTPUT, VolumeKmsKeyId: true } as const;

interface Job {
  readonly JobArn?: string | undefined;
  readonly OutputDataConfig?: { readonly KmsKeyId?: string | undefined } | undefined;
}
interface VolumeJob extends Job {
  readonly VolumeKmsKeyId?: string | undefined;
}
interface Jobs {
  readonly topics: readonly VolumeJob[];
  readonly classification: readonly VolumeJob[];
  readonly language: readonly VolumeJob[];
  readonly entities: readonly VolumeJob[];
  readonly keyPhrases: readonly VolumeJob[];
  readonly sentiment: readonly VolumeJob[];
  readonly targetedSentiment: readonly VolumeJob[];
  readonly events: readonly Job[];
  readonly pii: readonly Job[];
}

/** Jobs whose machines have a volume that the account can choose the key of. */
const withVolume = (jobs: Jobs): readonly VolumeJob[] => [
  ...jobs.topics,
  ...jobs.classification,
  ...jobs.language,
  ...jobs.entities,
  ...jobs.keyPhrases,
  ...jobs.sentiment,
  ...jobs.targetedSentiment,
];
const all = (jobs: Jobs): readonly Job[] => [...withVolume(jobs), ...jobs.events, ...jobs.pii];

const keyOfOutput = ({ OutputDataConfig }: Job): string => OutputDataConfig?.KmsKeyId ?? '';
const keyOfVolume = ({ VolumeKmsKeyId }: VolumeJob): string => VolumeKmsKeyId ?? '';
const arns = (jobs: readonly Job[]): string[] => jobs.map(({ JobArn = '' }) => JobArn).sort();
const keys = (found: readonly string[]): string[] => [...new Set(found.filter((key) => key !== ''))].sort();

/**
 * The analysis jobs of a region, of nine kinds with a listing each, judged together; AWS keeps them for 90 days. They
 * have ARNs, their sum has none: this one is ours.
 * https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html
 */
export const analysisJobs = comprehend
  .single('aws.comprehend.analysis-jobs', {
    service: 'comprehend',
    arn: 'arn:{partition}:comprehend:{region}:{account}:analysis-jobs',
  })
  .pages('topics', 'ListTopicsDetectionJobs', () => ({}), {
    items: 'TopicsDetectionJobPropertiesList',
    paging: PAGES,
    members: OUTPUT_AND_VOLUME,
  })
  .pages('classification', 'ListDocumentClassificationJobs', () => ({}), {
    items: 'DocumentClassificationJobPropertiesList',
    paging: PAGES,
    members: OUTPUT_AND_VOLUME,
  })
  .pages('language', 'ListDominantLanguageDetectionJobs', () => ({}), {
    items: 'DominantLanguageDetectionJobPropertiesList',
    paging: PAGES,
    members: OUTPUT_AND_VOLUME,
  })
  .pages('entities', 'ListEntitiesDetectionJobs', () => ({}), {
    items: 'EntitiesDetectionJobPropertiesList',
    paging: PAGES,
    members: OUTPUT_AND_VOLUME,
  })
  .pages('keyPhrases', 'ListKeyPhrasesDetectionJobs', () => ({}), {
    items: 'KeyPhrasesDetectionJobPropertiesList',
    paging: PAGES,
    members: OUTPUT_AND_VOLUME,
  })
  .pages('sentiment', 'ListSentimentDetectionJobs', () => ({}), {
    items: 'SentimentDetectionJobPropertiesList',
    paging: PAGES,
    members: OUTPUT_AND_VOLUME,
  })
  .pages('targetedSentiment', 'ListTargetedSentimentDetectionJobs', () => ({}), {
    items: 'TargetedSentimentDetectionJobPropertiesList',
    paging: PAGES,
    members: OUTPUT_AND_VOLUME,
  })
  .pages('events', 'ListEventsDetectionJobs', () => ({}), {
    items: 'EventsDetectionJobPropertiesList',
    paging: PAGES,
    members: OUTPUT,
  })
  .pages('pii', 'ListPiiEntitiesDetectionJobs', () => ({}), {
    items: 'PiiEntitiesDetectionJobPropertiesList',
    paging: PAGES,
    members: OUTPUT,
  })
  .depends({
    outputKeys: writing('results of jobs', 'https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'),
    volumeKeys: scratch('https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'),
  })
  .fields((t) => ({
    count: t.int((jobs) => all(jobs).length),
    volumeCount: t.int((jobs) => withVolume(jobs).length),
    // jobs that name no key
    plainOutputs: t.strings((jobs) => arns(all(jobs).filter((job) => keyOfOutput(job) === ''))),
    plainVolumes: t.strings((jobs) => arns(withVolume(jobs).filter((job) => keyOfVolume(job) === ''))),
    outputKeys: t.links('aws.kms.key', ['state', 'manager'], (jobs) => keys(all(jobs).map(keyOfOutput))),
    volumeKeys: t.links('aws.kms.key', ['state', 'manager'], (jobs) => keys(withVolume(jobs).map(keyOfVolume))),
  }));
