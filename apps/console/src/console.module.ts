import { Module, type DynamicModule } from "@nestjs/common";
import { CqrsModule } from "@nestjs/cqrs";
import { IdentityProviderController } from "./access/identity-provider.controller.ts";
import { KeysController } from "./access/keys.controller.ts";
import { PeopleController } from "./access/people.controller.ts";
import { SessionController } from "./access/session.controller.ts";
import { AlertsController } from "./alerts/alerts.controller.ts";
import { ListAlertsHandler } from "./alerts/list-alerts.handler.ts";
import { ListNotificationsHandler } from "./alerts/list-notifications.handler.ts";
import { CONSOLE_OPTIONS, READ_MODELS_SOURCE, REVISIONS, type ConsoleOptions } from "./console-options.ts";
import { CountDeadLettersHandler } from "./dead-letters/count-dead-letters.handler.ts";
import { DeadLettersController } from "./dead-letters/dead-letters.controller.ts";
import { GetDeadLetterHandler } from "./dead-letters/get-dead-letter.handler.ts";
import { ListDeadLettersHandler } from "./dead-letters/list-dead-letters.handler.ts";
import { ReplayDeadLetterHandler } from "./dead-letters/replay-dead-letter.handler.ts";
import { ReplayDeadLettersHandler } from "./dead-letters/replay-dead-letters.handler.ts";
import { ExerciseLookup } from "./exercise/exercise-lookup.ts";
import { ExerciseController } from "./exercise/exercise.controller.ts";
import { GetLimitSeriesHandler } from "./exercise/get-limit-series.handler.ts";
import { ListLimitsHandler } from "./exercise/list-limits.handler.ts";
import { ListScenariosHandler } from "./exercise/list-scenarios.handler.ts";
import { ListSequencesHandler } from "./exercise/list-sequences.handler.ts";
import { ListUndocumentedHandler } from "./exercise/list-undocumented.handler.ts";
import { DeliveryAuditController } from "./delivery-audit/delivery-audit.controller.ts";
import { GetAttemptPayloadHandler } from "./delivery-audit/get-attempt-payload.handler.ts";
import { GetDeliveryAuditHandler } from "./delivery-audit/get-delivery-audit.handler.ts";
import { GetDifferenceHandler } from "./delivery-audit/get-difference.handler.ts";
import { DocumentsController } from "./documents/documents.controller.ts";
import { GetDocumentHandler } from "./documents/get-document.handler.ts";
import { CountDeliveriesHandler } from "./deliveries/count-deliveries.handler.ts";
import { DeliveriesController } from "./deliveries/deliveries.controller.ts";
import { ExportDeliveriesHandler } from "./deliveries/export-deliveries.handler.ts";
import { GetDeliveryHandler } from "./deliveries/get-delivery.handler.ts";
import { ListAttemptsHandler, ListDeliveriesHandler } from "./deliveries/list-deliveries.handler.ts";
import { ListDeliveryEndpointsHandler } from "./deliveries/list-delivery-endpoints.handler.ts";
import { GetIntegrationHandler } from "./integrations/get-integration.handler.ts";
import { GetSpecificationHandler } from "./integrations/get-specification.handler.ts";
import { IntegrationLookup } from "./integrations/integration-lookup.ts";
import { IntegrationsController } from "./integrations/integrations.controller.ts";
import { ListClausesHandler } from "./integrations/list-clauses.handler.ts";
import { ListIntegrationsHandler } from "./integrations/list-integrations.handler.ts";
import { rememberRevisions } from "./integrations/remember-revisions.ts";
import { storedRevisions } from "./integrations/stored-revisions.ts";
import { LiveController } from "./live/live.controller.ts";
import { LiveFeed } from "./live/live-feed.ts";
import { DeclareMaintenanceHandler } from "./maintenance/declare-maintenance.handler.ts";
import { ListMaintenanceHandler } from "./maintenance/list-maintenance.handler.ts";
import { MaintenanceController } from "./maintenance/maintenance.controller.ts";
import { WithdrawMaintenanceHandler } from "./maintenance/withdraw-maintenance.handler.ts";
import { GetOverviewHandler } from "./overview/get-overview.handler.ts";
import { OverviewController } from "./overview/overview.controller.ts";
import { PagesController } from "./pages/pages.controller.ts";
import { GetObjectiveSeriesHandler } from "./service-levels/get-objective-series.handler.ts";
import { GetTrafficHandler } from "./service-levels/get-traffic.handler.ts";
import { GetTrafficSeriesHandler } from "./service-levels/get-traffic-series.handler.ts";
import { ListEvidenceHandler } from "./service-levels/list-evidence.handler.ts";
import { ListObjectivesHandler } from "./service-levels/list-objectives.handler.ts";
import { GetReportHandler } from "./report/get-report.handler.ts";
import { ReportController } from "./report/report.controller.ts";
import { ListRestatementsHandler } from "./service-levels/list-restatements.handler.ts";
import { ObjectiveLookup } from "./service-levels/objective-lookup.ts";
import { ServiceLevelsController } from "./service-levels/service-levels.controller.ts";
import { RedeliveriesController } from "./redeliveries/redeliveries.controller.ts";
import {
  CancelRedeliveryHandler,
  CountRedeliveryHandler,
  RedeliverWebhooksHandler,
} from "./redeliveries/redelivery-commands.ts";
import {
  GetRedeliveryHandler,
  ListRedeliveriesHandler,
  ListRedeliveryItemsHandler,
} from "./redeliveries/redelivery-queries.ts";
import { GetRoutingHandler } from "./routing/get-routing.handler.ts";
import { RoutingController } from "./routing/routing.controller.ts";
import { SetRoutingHandler } from "./routing/set-routing.handler.ts";
import { CreateSilenceHandler } from "./silences/create-silence.handler.ts";
import { ExpireSilenceHandler } from "./silences/expire-silence.handler.ts";
import { ListSilencesHandler } from "./silences/list-silences.handler.ts";
import { PreviewSilenceHandler } from "./silences/preview-silence.handler.ts";
import { SilencesController } from "./silences/silences.controller.ts";
import { EraseSubjectHandler } from "./subjects/erase-subject.handler.ts";
import { ExportSubjectHandler } from "./subjects/export-subject.handler.ts";
import { HoldSubjectHandler } from "./subjects/hold-subject.handler.ts";
import { ListSubjectsHandler } from "./subjects/list-subjects.handler.ts";
import { SubjectsController } from "./subjects/subjects.controller.ts";
import { ActOnViolationsHandler } from "./violations/act-on-violations.handler.ts";
import { AssignViolationHandler } from "./violations/assign-violation.handler.ts";
import { GroupViolationsHandler } from "./violations/group-violations.handler.ts";
import { ListCausesHandler } from "./violations/list-causes.handler.ts";
import { AcknowledgeViolationHandler } from "./violations/acknowledge-violation.handler.ts";
import { GetViolationHandler } from "./violations/get-violation.handler.ts";
import { ListViolationsHandler } from "./violations/list-violations.handler.ts";
import { ResolveViolationHandler } from "./violations/resolve-violation.handler.ts";
import { ViolationsController } from "./violations/violations.controller.ts";

const HANDLERS = [
  CountRedeliveryHandler,
  RedeliverWebhooksHandler,
  CancelRedeliveryHandler,
  ListRedeliveriesHandler,
  GetRedeliveryHandler,
  ListRedeliveryItemsHandler,
  ListViolationsHandler,
  GetViolationHandler,
  AcknowledgeViolationHandler,
  AssignViolationHandler,
  GroupViolationsHandler,
  ListCausesHandler,
  ActOnViolationsHandler,
  ResolveViolationHandler,
  ListIntegrationsHandler,
  GetIntegrationHandler,
  ListClausesHandler,
  GetSpecificationHandler,
  GetDocumentHandler,
  ListDeadLettersHandler,
  CountDeadLettersHandler,
  GetDeadLetterHandler,
  ReplayDeadLetterHandler,
  ReplayDeadLettersHandler,
  GetDeliveryAuditHandler,
  GetAttemptPayloadHandler,
  GetDifferenceHandler,
  ListMaintenanceHandler,
  DeclareMaintenanceHandler,
  WithdrawMaintenanceHandler,
  ListObjectivesHandler,
  GetObjectiveSeriesHandler,
  ListRestatementsHandler,
  GetReportHandler,
  ListEvidenceHandler,
  GetTrafficHandler,
  GetTrafficSeriesHandler,
  ListSilencesHandler,
  PreviewSilenceHandler,
  CreateSilenceHandler,
  ExpireSilenceHandler,
  ListSubjectsHandler,
  HoldSubjectHandler,
  EraseSubjectHandler,
  ExportSubjectHandler,
  GetRoutingHandler,
  SetRoutingHandler,
  ListAlertsHandler,
  ListNotificationsHandler,
  ListDeliveriesHandler,
  ListAttemptsHandler,
  CountDeliveriesHandler,
  ExportDeliveriesHandler,
  ListDeliveryEndpointsHandler,
  GetDeliveryHandler,
  ListSequencesHandler,
  ListScenariosHandler,
  ListUndocumentedHandler,
  GetLimitSeriesHandler,
  ListLimitsHandler,
  GetOverviewHandler,
];

/** The console's API and pages. */
@Module({})
export class ConsoleModule {
  static register(options: ConsoleOptions): DynamicModule {
    return {
      module: ConsoleModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        ViolationsController,
        IntegrationsController,
        DocumentsController,
        DeadLettersController,
        DeliveryAuditController,
        RedeliveriesController,
        MaintenanceController,
        ServiceLevelsController,
        ReportController,
        SilencesController,
        RoutingController,
        SubjectsController,
        AlertsController,
        DeliveriesController,
        SessionController,
        IdentityProviderController,
        PeopleController,
        KeysController,
        ExerciseController,
        OverviewController,
        LiveController,
        PagesController,
      ],
      providers: [
        { provide: CONSOLE_OPTIONS, useValue: options },
        { provide: READ_MODELS_SOURCE, useValue: options.readModels },
        { provide: REVISIONS, useValue: rememberRevisions(storedRevisions(options.pool)) },
        LiveFeed,
        IntegrationLookup,
        ObjectiveLookup,
        ExerciseLookup,
        ...HANDLERS,
      ],
    };
  }
}
