//! What leaves the core, over IPC and as `--json`: plain data, one shape for both. No secret has a field here.
//!
//! Times are Unix milliseconds. Names are camelCase on the wire; `ui/src/api/bindings.ts` is generated from these.

mod activity;
mod address;
mod application;
mod apply;
mod attention;
mod authorize;
mod business;
mod change;
mod check;
mod connection;
mod counts;
mod delivery;
mod diagnostics;
mod dispute;
mod import;
mod invitation;
mod lab;
mod lock;
mod network;
mod notification;
mod notification_settings;
mod operation;
mod packed;
mod plan;
mod profile;
mod queue;
mod rappi;
mod record;
mod review;
mod stores;
mod subscription;
mod team;
mod team_facts;
mod tree_review;
mod update;
mod worker;

pub use activity::{
    ActivityBreak, ActivityChanged, ActivityChecked, ActivityFilter, ActivityKinds, ActivityNoted, ActivityPage,
    ActivityRow,
};
pub use address::{AddressFinding, AddressReport, CallReport, FindingWord, Severity};
pub use application::{
    ApplicationBoard, ApplicationColumn, ApplicationEvent, ApplicationField, ApplicationFilter, ApplicationPage,
    ApplicationProblem, ApplicationReview, ApplicationRow, ApplicationSort, ApplicationView, FieldGroup,
    RainforestDraft, RainforestSettings, Reconciled, RefreshRequest, SavedView,
};
pub use apply::{ApplyReport, ApplyStep, ApplyWord};
pub use attention::{Attention, Figures, Hidden, MoreAttention, Overview, StatusAges};
pub use authorize::{Attempt, AttemptState, Way};
pub use business::{
    AccountId, AccountRow, BusinessDraft, BusinessRow, BusinessView, Happened, HappeningRow, RatepayStanding,
};
pub use change::Change;
pub use check::{Check, CheckOutcome, CheckStep, Finding, Step};
pub use connection::{Connection, LinkState, ProviderLink, Receiver, Vault, VaultState};
pub use counts::PlaceCounts;
pub use delivery::{
    DeliveryEffect, DeliveryFilter, DeliveryPage, DeliveryRow, DeliveryView, ReverifyReport, ReverifyStep, Verdict,
    Webhook, WebhookState,
};
pub use diagnostics::Diagnostics;
pub use dispute::{DeliveryFacts, DisputeRow, Document, InvoiceFacts};
pub use gangway_domain::{
    ActKind, Language, Provider, RejectionReason,
    advice::Advice,
    application::{Mark as ApplicationMark, Status as ApplicationStatus},
    attention::AttentionKind,
    dispute::DisputeReason,
    notifications::{
        Channel, Event as NotificationEvent, NotificationOutcome, NotificationReason, NotificationState,
        template::{Finding as TemplateFinding, Part as TemplatePart, Problem as TemplateProblem, Template},
    },
    operation::{Kind, StoreState},
    predict::Rule,
    queue::{Actor, NextStep, Stage},
    remark::Remark,
    store_file::{Column, Columns, Overruled, Rivals, RowVerdict},
    text_file::{Encoding, Invisible, Removed},
};
pub use import::{
    ExportFormat, ImportContradiction, ImportCount, ImportGroup, ImportPage, ImportRequest, ImportRow, ImportVerdict,
    ImportView, Saved, SheetFormat, TableFormat,
};
pub use invitation::{InvitationChannel, InvitationRow, InvitationStage, InviteeFault, InviteeRow, NewInvitation};
pub use lab::{LabFinding, LabReport, LabRequest, LabSecret, LabSource, LabStep};
pub use lock::{DiskEncryption, LockStatus, LockWord};
pub use network::{HostWay, NetworkEdit, NetworkFacts, NetworkSettings, ProxyNamedBy, ProxyUse};
pub use notification::{
    BounceView, NotificationAttempt, NotificationCount, NotificationFilter, NotificationPage, NotificationRow,
    NotificationView, NotificationWhy, NotificationWords,
};
pub use notification_settings::{
    ChannelTestOutcome, ChannelTestResult, MailSecurity, MailSettings, MatrixRow, MutedEdit, NotificationFacts,
    NotificationSettings, NotificationSettingsEdit, TemplateKey, TemplateView,
};
pub use operation::{
    BatchResultWord, BatchRow, Cause, Counts, OperationRow, OperationState, OperationStore, OperationStores,
    OperationView, Outcome, SettledBy, StoreLatest,
};
pub use packed::{PackedHead, PackedStores};
pub use plan::{Flags, LeftOutStore, PlanRequest, PlanSource, PlanView, Status};
pub use profile::{
    Preferences, ProfileDetail, ProfileDraft, ProfileEdit, ProfileKind, ProfileSummary, SecretState, Start, Theme, Zoom,
};
pub use queue::{QueueApplication, QueueEdit, QueueRow, QueueSubscriptions, QueueView};
pub use rappi::{Deprecation, Dialect, HostFamily, HostPreset, RappiEdit, RappiSettings, TokenField};
pub use record::{Kept, RecordErased, RecordPruned, RecordStats};
pub use review::{PlanReview, ReviewBatch, ReviewNote, ReviewStore};
pub use stores::{
    DriftRow, MerchantRow, Note, Refreshed, STATE_WORDS, Selection, SignedOut, StoreChange, StoreColumns, StoreDelta,
    state_code,
};
pub use subscription::{
    Act, DesiredSecret, DesiredSubscription, DriftWord, MatrixCell, ProviderCard, RatepayDraft, RatepaySettings,
    RequestPreview, RotationView, SettleWord, Settled, SubscriptionMatrix, SubscriptionOutcome, SubscriptionRow,
    Subscriptions, Target, Typed, Warning,
};
pub use team::{
    InvitationSeen, TeamAlone, TeamClaimRow, TeamClaimStage, TeamDevice, TeamEndpoint, TeamFeed, TeamFork,
    TeamInvitation, TeamLead, TeamMembers, TeamMembership, TeamRole, TeamState, TeamStatus,
};
pub use team_facts::{TeamFactFilter, TeamFactPage, TeamFactRow, TeamPerson, TeamRunRow};
pub use tree_review::{
    ChangeCount, CompareRequest, Comparison, DifferenceRow, Reviews, Side, SignOffRow, SnapshotRow, TreeAt,
};
pub use update::{OfferedUpdate, UpdateState, UpdateStatus};
pub use worker::{Worker, WorkerRow, WorkerState};
