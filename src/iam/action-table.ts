import type { TableKind } from './policy.ts';

/**
 * Actions on the resource of each kind: what they act on, their names, and the condition keys of the service that their
 * requests may carry (`@ap` stands for those of S3 access points; the service's own prefix is left out). Keys that every
 * action of a service has are in ALWAYS.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const ACTION_TABLE: Readonly<Record<TableKind, readonly (readonly [string, string, string])[]>> = {
  kms: [
    [
      'key',
      'SynchronizeMultiRegionKey CancelKeyDeletion CreateAlias DeleteAlias DeleteImportedKeyMaterial DisableKeyRotation EnableKey GetKeyLastUsage GetKeyPolicy GetKeyRotationStatus ListKeyPolicies ListKeyRotations ListResourceTags RotateKeyOnDemand UpdateAlias UpdateKeyDescription',
      '',
    ],
    [
      'key',
      'CreateGrant',
      'encryptioncontext: encryptioncontextkeys grantconstraintsourcearn grantconstrainttype granteeprincipal granteeserviceprincipal grantisforawsresource grantoperations retiringprincipal retiringserviceprincipal',
    ],
    [
      'key',
      'Decrypt GenerateDataKey',
      'encryptionalgorithm encryptioncontext: encryptioncontextkeys recipientattestation: requestalias',
    ],
    ['key', 'DeriveSharedSecret', 'keyagreementalgorithm recipientattestation: requestalias'],
    ['key', 'DescribeKey GetPublicKey', 'requestalias'],
    ['key', 'DisableKey', 'trailingdayswithoutkeyusage'],
    ['key', 'EnableKeyRotation', 'rotationperiodindays'],
    [
      'key',
      'Encrypt GenerateDataKeyWithoutPlaintext',
      'encryptionalgorithm encryptioncontext: encryptioncontextkeys requestalias',
    ],
    [
      'key',
      'GenerateDataKeyPair',
      'datakeypairspec encryptionalgorithm encryptioncontext: encryptioncontextkeys recipientattestation: requestalias',
    ],
    [
      'key',
      'GenerateDataKeyPairWithoutPlaintext',
      'datakeypairspec encryptionalgorithm encryptioncontext: encryptioncontextkeys requestalias',
    ],
    ['key', 'GenerateMac VerifyMac', 'macalgorithm requestalias'],
    ['key', 'GetParametersForImport', 'wrappingalgorithm wrappingkeyspec'],
    ['key', 'ImportKeyMaterial', 'expirationmodel validto'],
    ['key', 'ListGrants RevokeGrant', 'grantisforawsresource'],
    ['key', 'PutKeyPolicy', 'bypasspolicylockoutsafetycheck'],
    [
      'key',
      'ReEncryptFrom ReEncryptTo',
      'encryptionalgorithm encryptioncontext: encryptioncontextkeys reencryptonsamekey requestalias',
    ],
    ['key', 'ReplicateKey', 'replicaregion'],
    ['key', 'RetireGrant', 'encryptioncontext: encryptioncontextkeys grantconstrainttype'],
    ['key', 'ScheduleKeyDeletion', 'schedulekeydeletionpendingwindowindays trailingdayswithoutkeyusage'],
    ['key', 'Sign Verify', 'messagetype requestalias signingalgorithm'],
    ['key', 'TagResource', 'aws:requesttag/ aws:tagkeys'],
    ['key', 'UntagResource', 'aws:tagkeys'],
    ['key', 'UpdatePrimaryRegion', 'primaryregion'],
  ],
  s3: [
    [
      'object',
      'InitiateReplication GetObjectTorrent GetObjectVersionAnnotationForReplication GetObjectVersionForReplication ObjectOwnerOverrideToBucketOwner ReplicateDelete ReplicateObjectAnnotation ReplicateTags',
      '',
    ],
    ['bucket', 'PauseReplication', 'destinationregion'],
    ['object', 'AbortMultipartUpload ListMultipartUploadParts', '@ap accessgrantsinstancearn'],
    ['bucket', 'AllowVendedLogDeliveryForResource', 'deliverysourcearn logtype resourcearnbeingauthorized'],
    [
      'object',
      'BypassGovernanceRetention',
      '@ap requestobjecttag/ requestobjecttagkeys x-amz-acl x-amz-copy-source x-amz-grant-full-control x-amz-grant-read x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp x-amz-metadata-directive x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id x-amz-server-side-encryption-customer-algorithm x-amz-storage-class x-amz-website-redirect-location',
    ],
    [
      'bucket',
      'CreateBucket',
      'aws:requesttag/ aws:tagkeys locationconstraint x-amz-acl x-amz-bucket-namespace x-amz-grant-full-control x-amz-grant-read x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp x-amz-object-ownership',
    ],
    [
      'bucket',
      'CreateBucketMetadataTableConfiguration DeleteBucket DeleteBucketMetadataTableConfiguration DeleteBucketPolicy DeleteBucketWebsite GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAbac GetBucketLogging GetBucketMetadataTableConfiguration GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAbac PutBucketCORS PutBucketLogging PutBucketNotification PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging PutBucketVersioning PutBucketWebsite PutEncryptionConfiguration PutIntelligentTieringConfiguration PutLifecycleConfiguration PutMetricsConfiguration UpdateBucketMetadataAnnotationTableConfiguration UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration',
      '',
    ],
    ['object', 'DeleteObject', '@ap accessgrantsinstancearn if-match'],
    ['object', 'DeleteObjectAnnotation PutObjectAnnotation', '@ap existingobjecttag/ x-amz-object-if-match'],
    [
      'object',
      'DeleteObjectTagging GetObjectAnnotation GetObjectAttributes GetObjectTagging',
      '@ap existingobjecttag/',
    ],
    ['object', 'DeleteObjectVersion', '@ap accessgrantsinstancearn versionid'],
    [
      'object',
      'DeleteObjectVersionAnnotation PutObjectVersionAnnotation',
      '@ap existingobjecttag/ versionid x-amz-object-if-match',
    ],
    [
      'object',
      'DeleteObjectVersionTagging GetObjectVersionAnnotation GetObjectVersionAttributes GetObjectVersionTagging',
      '@ap existingobjecttag/ versionid',
    ],
    [
      'bucket',
      'GetBucketAcl GetBucketCORS GetBucketLocation GetBucketNotification GetBucketPolicy ListTagsForResource',
      '@ap',
    ],
    ['object', 'GetObject GetObjectAcl', '@ap accessgrantsinstancearn existingobjecttag/'],
    ['object', 'GetObjectLegalHold GetObjectRetention RestoreObject', '@ap'],
    ['object', 'GetObjectVersion GetObjectVersionAcl', '@ap accessgrantsinstancearn existingobjecttag/ versionid'],
    ['object', 'GetObjectVersionTorrent', 'versionid'],
    ['bucket', 'ListBucket ListBucketVersions', '@ap accessgrantsinstancearn delimiter max-keys prefix'],
    ['bucket', 'ListBucketMultipartUploads', '@ap accessgrantsinstancearn'],
    ['object', 'ListObjectAnnotations', '@ap annotation-prefix existingobjecttag/ max-annotation-results'],
    [
      'object',
      'ListObjectVersionAnnotations',
      '@ap annotation-prefix existingobjecttag/ max-annotation-results versionid',
    ],
    [
      'bucket',
      'PutBucketAcl',
      'x-amz-acl x-amz-grant-full-control x-amz-grant-read x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp',
    ],
    ['bucket', 'PutInventoryConfiguration', 'inventoryaccessibleoptionalfields'],
    [
      'object',
      'PutObject',
      '@ap accessgrantsinstancearn if-match if-none-match object-lock-event-hold object-lock-event-hold-duration-days object-lock-legal-hold object-lock-mode object-lock-remaining-retention-days object-lock-retain-until-date objectcreationoperation requestobjecttag/ requestobjecttagkeys x-amz-acl x-amz-copy-source x-amz-grant-full-control x-amz-grant-read x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp x-amz-metadata-directive x-amz-object-annotation-directive x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id x-amz-server-side-encryption-customer-algorithm x-amz-storage-class x-amz-website-redirect-location',
    ],
    [
      'object',
      'PutObjectAcl',
      '@ap accessgrantsinstancearn existingobjecttag/ x-amz-acl x-amz-grant-full-control x-amz-grant-read x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp x-amz-storage-class',
    ],
    ['object', 'PutObjectLegalHold', '@ap object-lock-legal-hold'],
    [
      'object',
      'PutObjectRetention',
      '@ap object-lock-event-hold object-lock-event-hold-duration-days object-lock-mode object-lock-remaining-retention-days object-lock-retain-until-date',
    ],
    ['object', 'PutObjectTagging', '@ap existingobjecttag/ requestobjecttag/ requestobjecttagkeys'],
    [
      'object',
      'PutObjectVersionAcl',
      '@ap accessgrantsinstancearn existingobjecttag/ versionid x-amz-acl x-amz-grant-full-control x-amz-grant-read x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp x-amz-storage-class',
    ],
    ['object', 'PutObjectVersionTagging', '@ap existingobjecttag/ requestobjecttag/ requestobjecttagkeys versionid'],
    ['bucket', 'PutReplicationConfiguration', 'isreplicationpauserequest'],
    [
      'object',
      'ReplicateObject',
      'object-lock-event-hold object-lock-event-hold-duration-days x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id x-amz-server-side-encryption-customer-algorithm',
    ],
    ['bucket', 'TagResource', '@ap aws:requesttag/ aws:tagkeys'],
    ['bucket', 'UntagResource', '@ap aws:tagkeys'],
    [
      'object',
      'UpdateObjectEncryption',
      '@ap existingobjecttag/ x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id',
    ],
  ],
  sqs: [
    [
      'queue',
      'AddPermission CancelMessageMoveTask ChangeMessageVisibility DeleteMessage DeleteQueue GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListMessageMoveTasks ListQueueTags PurgeQueue ReceiveMessage RemovePermission SendMessage SetQueueAttributes StartMessageMoveTask',
      '',
    ],
    ['queue', 'CreateQueue TagQueue', 'aws:requesttag/ aws:tagkeys'],
    ['queue', 'UntagQueue', 'aws:tagkeys'],
  ],
  sns: [
    [
      'topic',
      'AddPermission ConfirmSubscription DeleteTopic GetDataProtectionPolicy GetSubscriptionAttributes GetTopicAttributes ListSubscriptionsByTopic ListTagsForResource Publish PutDataProtectionPolicy RemovePermission SetSubscriptionAttributes SetTopicAttributes Unsubscribe',
      '',
    ],
    ['topic', 'CreateTopic TagResource', 'aws:requesttag/ aws:tagkeys'],
    ['topic', 'Subscribe', 'endpoint protocol'],
    ['topic', 'UntagResource', 'aws:tagkeys'],
  ],
  secretsmanager: [
    [
      'secret',
      'CancelRotateSecret DeleteResourcePolicy DescribeSecret GetResourcePolicy ListSecretVersionIds PutSecretValue RemoveRegionsFromReplication RestoreSecret StopReplicationToReplica ValidateResourcePolicy',
      '',
    ],
    [
      'secret',
      'CreateSecret',
      'addreplicaregions aws:requesttag/ aws:tagkeys description forceoverwritereplicasecret kmskeyarn kmskeyid name',
    ],
    ['secret', 'DeleteSecret', 'forcedeletewithoutrecovery recoverywindowindays'],
    ['secret', 'GetSecretValue', 'versionid versionstage'],
    ['secret', 'PutResourcePolicy', 'blockpublicpolicy'],
    ['secret', 'ReplicateSecretToRegions', 'addreplicaregions forceoverwritereplicasecret'],
    ['secret', 'RotateSecret', 'externalsecretrotationrolearn modifyrotationrules rotateimmediately rotationlambdaarn'],
    ['secret', 'TagResource', 'aws:requesttag/ aws:tagkeys'],
    ['secret', 'UntagResource', 'aws:tagkeys'],
    ['secret', 'UpdateSecret', 'description kmskeyarn kmskeyid'],
    ['secret', 'UpdateSecretVersionStage', 'versionstage'],
  ],
};

export const ACCESS_POINT_KEYS = 'accesspointnetworkorigin dataaccesspointaccount dataaccesspointarn';

/** Keys of the service that all its actions may carry, by name or by the beginning of a name. */
export const ALWAYS: Readonly<Record<TableKind, string>> = {
  kms: 'keyorigin keyspec keyusage multiregion multiregionkeytype resourcealiases',
  s3: 'authtype signatureage signatureversion tlsversion x-amz-content-sha256 buckettag/ accesspointtag/',
  sqs: '',
  sns: '',
  secretsmanager: 'resourcetag/ resource/allowrotationlambdaarn resource/type secretid secretprimaryregion type',
};
