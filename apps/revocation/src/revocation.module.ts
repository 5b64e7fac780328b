import { Module } from '@nestjs/common';
import {
  cancelScheduledRevocation,
  confirmStop,
  createRevocationWebhook,
  deleteRevocationWebhook,
  emergencyStop,
  enableRevocationWebhook,
  exportRevocations,
  findEndings,
  liftStop,
  listRevocations,
  listRevocationWebhookDeliveries,
  listRevocationWebhooks,
  listScheduledRevocations,
  previewRevocation,
  readHead,
  resendRevocationWebhookDeliveries,
  REVOCATION_LOG_MARK_PATH,
  revokeApiKey,
  revokeClient,
  revokeEverything,
  revokeFamily,
  revokeService,
  revokeSession,
  revokeSigningKey,
  revokeSubject,
  revokeTenant,
  revokeToken,
  revokeTokens,
  rotateRevocationWebhookSecret,
  scheduleRevocation,
  showPropagation,
  showRevocation,
  showRevocationWebhook,
  showStatistics,
  showStop,
  showTokenHistory,
  updateRevocationWebhook,
} from '@strongroom/contracts';
import { handle } from '@strongroom/platform';
import {
  CreateWebhook,
  DeleteWebhook,
  EnableWebhook,
  ListWebhookDeliveries,
  ListWebhooks,
  ResendWebhookDeliveries,
  RotateWebhookSecret,
  ShowWebhook,
  UpdateWebhook,
  webhookProviders,
} from '@strongroom/webhooks';
import { AuditCheckpoints } from './audit/audit-checkpoints.js';
import { AuditSealing } from './audit/audit-sealing.js';
import { CancelScheduledRevocation } from './cancel-scheduled-revocation/cancel-scheduled-revocation.js';
import { CancelScheduledRevocationStore } from './cancel-scheduled-revocation/cancel-scheduled-revocation.store.js';
import { ConfirmStop } from './confirm-stop/confirm-stop.js';
import { CutOff } from './cut-off/cut-off.js';
import { CutOffStore } from './cut-off/cut-off.store.js';
import { RevocationDirectCalls } from './direct-calls.js';
import { EmergencyStop } from './emergency-stop/emergency-stop.js';
import { Endings } from './endings/endings.js';
import { EndingsStore } from './endings/endings.store.js';
import { ExportRevocations } from './export-revocations/export-revocations.js';
import { FeedAnswers } from './feed/feed-answers.js';
import { FeedAuthority } from './feed/feed-authority.js';
import { FeedListener } from './feed/feed-listener.js';
import { OutsideGuards } from './feed/outside-guards.js';
import { FindEndings } from './find-endings/find-endings.js';
import { GuardReports } from './guards/guard-reports.js';
import { GuardReportsStore } from './guards/guard-reports.store.js';
import { LiftStop } from './lift-stop/lift-stop.js';
import { ListRevocations } from './list-revocations/list-revocations.js';
import { ListRevocationsStore } from './list-revocations/list-revocations.store.js';
import { ListScheduledRevocations } from './list-scheduled-revocations/list-scheduled-revocations.js';
import { ListScheduledRevocationsStore } from './list-scheduled-revocations/list-scheduled-revocations.store.js';
import { Announcement } from './log/announcement.js';
import { LogBroadcast } from './log/log-broadcast.js';
import { LogSealer } from './log/log-sealer.js';
import { LogTail } from './log/log-tail.js';
import { LogTailStore } from './log/log-tail.store.js';
import { revocationLog } from './log/revocation-log.js';
import { Sealing } from './log/sealing.js';
import { SealingStore } from './log/sealing.store.js';
import { MakeScheduled } from './make-scheduled/make-scheduled.js';
import { MakeScheduledLoop } from './make-scheduled/make-scheduled.loop.js';
import { MakeScheduledStore } from './make-scheduled/make-scheduled.store.js';
import { PreviewRevocation } from './preview-revocation/preview-revocation.js';
import { PreviewRevocationStore } from './preview-revocation/preview-revocation.store.js';
import { ReadHead } from './read-head/read-head.js';
import { HighWaterMark } from './restored-log/high-water-mark.js';
import { HIGH_WATER_MARK_PATH, HighWaterMarkStore } from './restored-log/high-water-mark.store.js';
import { RestoredLog } from './restored-log/restored-log.js';
import { RestoredLogStore } from './restored-log/restored-log.store.js';
import { RevokeApiKey } from './revoke-api-key/revoke-api-key.js';
import { RevokeClient } from './revoke-client/revoke-client.js';
import { RevokeEverything } from './revoke-everything/revoke-everything.js';
import { RevokeFamily } from './revoke-family/revoke-family.js';
import { RevokeService } from './revoke-service/revoke-service.js';
import { RevokeSession } from './revoke-session/revoke-session.js';
import { RevokeSigningKey } from './revoke-signing-key/revoke-signing-key.js';
import { RevokeSubject } from './revoke-subject/revoke-subject.js';
import { RevokeTenant } from './revoke-tenant/revoke-tenant.js';
import { RevokeToken } from './revoke-token/revoke-token.js';
import { RevokeTokenStore } from './revoke-token/revoke-token.store.js';
import { RevokeTokens } from './revoke-tokens/revoke-tokens.js';
import { RevokeTokensStore } from './revoke-tokens/revoke-tokens.store.js';
import { ScheduleRevocation } from './schedule-revocation/schedule-revocation.js';
import { ScheduleRevocationStore } from './schedule-revocation/schedule-revocation.store.js';
import { ShowPropagation } from './show-propagation/show-propagation.js';
import { ShowPropagationStore } from './show-propagation/show-propagation.store.js';
import { ShowRevocation } from './show-revocation/show-revocation.js';
import { ShowRevocationStore } from './show-revocation/show-revocation.store.js';
import { ShowStatistics } from './show-statistics/show-statistics.js';
import { ShowStatisticsStore } from './show-statistics/show-statistics.store.js';
import { ShowStop } from './show-stop/show-stop.js';
import { ShowTokenHistory } from './show-token-history/show-token-history.js';
import { StopRequestStore } from './stops/stop-request.store.js';
import { StopStore } from './stops/stop.store.js';
import { Stopping } from './stops/stopping.js';
import { RevocationEvents } from './webhooks/revocation-events.js';
import { RevocationEventsStore } from './webhooks/revocation-events.store.js';

const log = [
  Announcement,
  AuditSealing,
  AuditCheckpoints,
  LogSealer,
  LogBroadcast,
  LogTail,
  LogTailStore,
  Sealing,
  SealingStore,
  RestoredLog,
  RestoredLogStore,
  HighWaterMark,
  HighWaterMarkStore,
  { provide: HIGH_WATER_MARK_PATH, useValue: REVOCATION_LOG_MARK_PATH },
];
const feed = [
  RevocationDirectCalls,
  FeedAnswers,
  FeedAuthority,
  OutsideGuards,
  FeedListener,
  GuardReports,
  GuardReportsStore,
];

@Module({
  controllers: [
    handle(revokeToken, RevokeToken),
    handle(revokeTokens, RevokeTokens),
    handle(revokeSession, RevokeSession),
    handle(revokeFamily, RevokeFamily),
    handle(revokeApiKey, RevokeApiKey),
    handle(revokeService, RevokeService),
    handle(revokeSubject, RevokeSubject),
    handle(revokeClient, RevokeClient),
    handle(revokeTenant, RevokeTenant),
    handle(revokeSigningKey, RevokeSigningKey),
    handle(revokeEverything, RevokeEverything),
    handle(emergencyStop, EmergencyStop),
    handle(confirmStop, ConfirmStop),
    handle(liftStop, LiftStop),
    handle(showStop, ShowStop),
    handle(scheduleRevocation, ScheduleRevocation),
    handle(listScheduledRevocations, ListScheduledRevocations),
    handle(cancelScheduledRevocation, CancelScheduledRevocation),
    handle(previewRevocation, PreviewRevocation),
    handle(showRevocation, ShowRevocation),
    handle(listRevocations, ListRevocations),
    handle(exportRevocations, ExportRevocations),
    handle(findEndings, FindEndings),
    handle(showTokenHistory, ShowTokenHistory),
    handle(showPropagation, ShowPropagation),
    handle(showStatistics, ShowStatistics),
    handle(readHead, ReadHead),
    handle(createRevocationWebhook, CreateWebhook),
    handle(listRevocationWebhooks, ListWebhooks),
    handle(showRevocationWebhook, ShowWebhook),
    handle(updateRevocationWebhook, UpdateWebhook),
    handle(deleteRevocationWebhook, DeleteWebhook),
    handle(enableRevocationWebhook, EnableWebhook),
    handle(rotateRevocationWebhookSecret, RotateWebhookSecret),
    handle(listRevocationWebhookDeliveries, ListWebhookDeliveries),
    handle(resendRevocationWebhookDeliveries, ResendWebhookDeliveries),
  ],
  providers: [
    ...log,
    ...feed,
    ...[RevokeToken, RevokeTokenStore, RevokeTokens, RevokeTokensStore],
    ...[
      RevokeSession,
      RevokeFamily,
      RevokeApiKey,
      RevokeService,
      RevokeSubject,
      RevokeClient,
      RevokeTenant,
      RevokeSigningKey,
      RevokeEverything,
      CutOff,
      CutOffStore,
    ],
    ...[ScheduleRevocation, ScheduleRevocationStore, ListScheduledRevocations, ListScheduledRevocationsStore],
    ...[
      CancelScheduledRevocation,
      CancelScheduledRevocationStore,
      MakeScheduled,
      MakeScheduledStore,
      MakeScheduledLoop,
    ],
    ...[EmergencyStop, ConfirmStop, LiftStop, ShowStop, StopStore, StopRequestStore, Stopping],
    ...[PreviewRevocation, PreviewRevocationStore],
    ...[ShowRevocation, ShowRevocationStore, ListRevocations, ListRevocationsStore, ExportRevocations],
    ...[Endings, EndingsStore, FindEndings, ShowTokenHistory],
    ...[ShowPropagation, ShowPropagationStore, ShowStatistics, ShowStatisticsStore, ReadHead],
    ...webhookProviders({ service: 'revocation', log: revocationLog }, RevocationEvents),
    RevocationEventsStore,
  ],
})
export class RevocationModule {}
