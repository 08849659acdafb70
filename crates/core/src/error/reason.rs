//! Why exactly something went wrong, as a word that the window says in the person's language.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A closed set; `reason.<word>` in the window's catalogs, where `{what}` stands for [`crate::Failure::what`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No connection was made.
    NotConnected,
    /// Nothing takes connections there.
    ConnectionRefused,
    /// Somebody answered, and no connection that is safe came of it.
    ConnectionUnsafe,
    /// No answer came in time.
    TimedOut,
    /// The connection was cut before the answer was complete.
    CutOff,
    /// The answer is larger than any real one.
    AnswerTooLarge,
    /// The proxy made no connection; the connection check says why.
    NotThroughProxy,
    /// A sandbox calls nothing outside this computer.
    Outside,
    /// Not a kind of proxy that can be used.
    ProxyKind,
    /// A user name for a proxy has no colon.
    UserColon,
    /// A secret has a line end or a control character in it.
    SecretControl,
    /// The file holds no certificate.
    NoCertificate,
    /// What the record holds at `what` cannot be read.
    RecordUnreadable,
    /// No delivery is set aside.
    NothingSetAside,
    /// Headers and body of the delivery were removed.
    ContentRemoved,
    /// `what` operations of the merchant are not over.
    OperationsOpen,
    /// `what` deliveries about the merchant are not applied yet.
    DeliveriesWaiting,
    /// No delivery is rejected and kept whole.
    NothingRejected,
    /// Results go to an address that is not ours; its host.
    WebhookElsewhere,
    /// No message can reach the merchant.
    NoWayToMerchant,
    /// The merchant's token is over by our clock.
    TokenOver,
    /// The merchant was signed out at this desk.
    SignedOut,
    /// No client secret is stored.
    SecretMissing,
    /// `what` is not one of the profile's integrations.
    IntegrationUnknown,
    /// Not an email address.
    EmailMalformed,
    /// A run cannot be held that long.
    HoldTooLong,
    /// None of the chosen stores can be sent.
    NothingToSend,
    /// Nothing of the run is left that could be sent.
    NothingLeft,
    /// The run does not rest.
    NotResting,
    /// The first request has left already.
    AlreadyLeft,
    /// Another run took some of the stores meanwhile.
    StoresTaken,
    /// The stores were refreshed meanwhile.
    TreeChanged,
    /// The plan is no longer the one that was shown.
    PlanChanged,
    /// A sign-off names the snapshot.
    SignedOff,
    /// A text has more than `what` characters.
    TextTooLong,
    /// A profile's name has letters, digits and hyphens only.
    ProfileName,
    /// There is a profile called `what` already.
    ProfileExists,
    /// Client id and secret are both needed.
    CredentialsNeeded,
    /// The country is not one of the listed ones.
    CountryUnlisted,
    /// The attempt's proof is no longer in the vault.
    ProofGone,
    /// The answer was used already, or its attempt has ended.
    AnswerUsed,
    /// `what` answered, which is not the login host of the profile.
    IssuerOther,
    /// The clock of this computer is `what` minutes ahead of the login host's.
    ClockAhead,
    /// The clock of this computer is `what` minutes behind the login host's.
    ClockBehind,
    /// The address is longer than any real one.
    AddressTooLong,
    /// The address does not begin with the registered redirect.
    AddressOther,
    /// The address carries no answer.
    AddressEmpty,
    /// The address has a fragment.
    AddressFragment,
    /// The address has a character that does not belong there.
    AddressCharacter,
    /// The address has no `what`.
    AddressMissing,
    /// The address has more than one `what`.
    AddressRepeated,
    /// The address has both a code and an error.
    AddressContradiction,
    /// `what` in the address is too long.
    AddressValueTooLong,
    /// Not an address.
    UrlSyntax,
    /// White space, a control character or a backslash.
    UrlAmbiguous,
    /// It must begin with `https://`.
    UrlNotHttps,
    /// A user name or a password in it.
    UrlCredentials,
    /// A part after `#`.
    UrlFragment,
    /// `what` is not a name under a public suffix.
    UrlNotPublic,
    /// `what` is a public suffix and no host.
    UrlSuffix,
    /// `what` leads into a private network.
    UrlPrivate,
    /// Another program listens on `what`, the loopback redirect.
    LoopbackBusy,
    /// `what` is not a loopback address.
    NotLoopback,
    /// The body is larger than 1 MiB.
    BodyTooLarge,
    /// The file is larger than 50 MB.
    FileTooLarge,
    /// The file has more rows than the largest chain has stores.
    FileTooManyRows,
    /// There is nothing in the file.
    FileEmpty,
    /// A workbook that unpacks to more than any table of stores.
    FileTooManyCells,
    /// A workbook that cannot be read.
    FileWorkbookDamaged,
    /// The workbook has no sheet of that name.
    FileNoSheet,
    /// A web page.
    FileHtml,
    /// A PDF.
    FilePdf,
    /// A workbook, where a text is wanted.
    FileWorkbook,
    /// A workbook of before 2007.
    FileOldWorkbook,
    /// A workbook with a password.
    FileEncrypted,
    /// A text document of an office program.
    FileDocument,
    /// A compressed archive.
    FileArchive,
    /// A picture.
    FileImage,
    /// Bytes that are no text.
    FileDamaged,
    /// The file of a secret has something else than one secret in it.
    SecretFile,
    /// A spreadsheet changed ids of a list; `what` names them.
    IdsChanged,
    /// Several columns of a file may be the one that is meant; `what` names them.
    ColumnsAlike,
    /// No column of a file has the stores' ids.
    ColumnMissing,
    /// In most rows of a file the name is that of another store than the id; `what` says in how many.
    NamesContradict,
    /// Nothing leaves this desk until sending is turned on.
    PreviewOnly,
    /// A template has mistakes.
    TemplateWrong,
    /// The imported file is not open any more.
    ImportGone,
    /// The rows of the file ask for another integration or other options.
    ImportOther,
    /// An event type needs 1 to `what` characters, none of them a control character.
    EventType,
    /// A secret needs `what` characters at least.
    SecretTooShort,
    /// It is not known yet whether a subscription was made: nothing is done to it before that is known.
    OutcomeUnknown,
    /// The subscription points at an endpoint of ours: rotate its secret, or remove it.
    AtOurEndpoint,
    /// The subscription points at somebody else's address: change its secret there.
    AtTheirAddress,
    /// A subscription cannot be moved to an endpoint of ours.
    NotMovable,
    /// Nobody here meant the subscription: adopt it, or remove it.
    NobodyMeant,
    /// The provider does not have the subscription any more: restore it first.
    GoneThere,
    /// `what` gets this event with this secret already.
    SameThere,
    /// There is an endpoint of ours for `what` already.
    EndpointThere,
    /// Calls may still come that are signed with the secret before.
    OldSecretNeeded,
    /// No webhook is registered for the integration.
    NoWebhook,
    /// Secrets are forgotten here when the program ends.
    VaultForgets,
    /// The sandbox has its own client.
    SandboxClient,
    /// A business's name has 1 to `what` characters.
    BusinessName,
    /// A business has one account at least.
    BusinessEmpty,
    /// An account belongs to the business `what` already.
    AccountTaken,
    /// The name service knows no `what`, or does not answer.
    NameUnknown,
    /// The certificate is over.
    CertificateExpired,
    /// The certificate has not begun.
    CertificateNotYetValid,
    /// The certificate is of another name.
    CertificateOtherName,
    /// The certificate is by nobody who is trusted here.
    CertificateUnknown,
    /// The certificate was called back.
    CertificateRevoked,
    /// The certificate is not accepted: `what`, in the words of the library.
    CertificateRefused,
    /// What answers does not speak TLS.
    NoTls,
    /// What came is no answer.
    AnswerBroken,
    /// A redirect counts as a failed call.
    Redirected,
    /// The signature of the test call was not accepted, as it should be.
    SignatureRefused,
    /// Only an answer of 200 to 299 counts as delivered.
    NotDelivered,
    /// The sandbox has no network: nothing was looked up or called.
    NoNetwork,
    /// Gangway ended while a message was under way.
    ProgramEnded,
    /// The mail server refuses the login.
    LoginRefused,
    /// The mail server refuses this computer, by the name it says or at all.
    ComputerRefused,
    /// The mail server asks to come back later.
    ComeLater,
    /// No letter can be made of the message.
    LetterUnmakable,
    /// The other side answered with the HTTP status `what`.
    Answered,
    /// The other side answered with the HTTP status `what`: its address is gone for good.
    AnsweredGone,
    /// The password of the mail server is not in the vault.
    PasswordMissing,
    /// The secret that calls to the platform are signed with is not in the vault.
    PlatformSecretMissing,
    /// The secret that calls to the platform are signed with is none of Standard Webhooks.
    PlatformSecretMalformed,
    /// The file `what` cannot be read.
    FileUnreadable,
    /// The keyring is locked.
    VaultLocked,
    /// The keyring failed.
    VaultFailed,
    /// There is no template for the event `what`.
    NoTemplate,
    /// The subject of a template makes no text, at line `what`.
    TemplateSubject,
    /// The text of a template makes no text, at line `what`.
    TemplateText,
    /// The page of a template makes no text, at line `what`.
    TemplateHtml,
    /// The profile names no way out for this.
    NoWayOut,
    /// A value is needed, and there is none.
    ValueMissing,
    /// The profile's file has no such key there; there are `what`.
    KeyUnknown,
    /// A key of the profile's file stands there twice.
    KeyTwice,
    /// A value must be one of `what`.
    ValueUnknown,
    /// A number must be within `what`.
    ValueRange,
    /// It must be a text.
    TypeText,
    /// It must be a whole number.
    TypeNumber,
    /// It must be true or false.
    TypeSwitch,
    /// It must be a list.
    TypeList,
    /// It must be a table with keys of its own.
    TypeTable,
    /// It is another kind of value.
    TypeOther,
    /// The file is not TOML.
    FileSyntax,
    /// An entry of a list is blank.
    EntryBlank,
    /// It must be a host only, such as `what`.
    HostOnly,
    /// It must be an address and a port, such as `what`.
    AddressAndPort,
    /// `what` is a field that the program fills itself.
    FieldReserved,
    /// There is no such event.
    EventUnknown,
    /// Not pauses between tries.
    PausesMalformed,
    /// Not a name that a computer can say to a mail server, such as `what`.
    HelloMalformed,
    /// No such time zone.
    ZoneUnknown,
    /// Not a time of day.
    TimeOfDay,
    /// Quiet hours end when they begin.
    HoursEmpty,
    /// An address has to hold `what`.
    LinkWithout,
    /// Neither an address nor `Name <address>`.
    MailboxMalformed,
    /// Only this machine is spoken to without encryption.
    ClearElsewhere,
    /// A sandbox has no network: only this machine.
    SandboxHere,
    /// Not a port.
    PortMalformed,
    /// The letter is no report that one of ours could not be delivered.
    NoBounce,
    /// The returned letter is about another message, the one to `what`.
    BounceOther,
    /// The message was not sent, so it cannot have come back.
    BounceUnsent,
    /// The text is no invitation into a team.
    InvitationMalformed,
    /// The invitation was used, ran out, or is not complete.
    InvitationInvalid,
    /// This console is in the team `what` already.
    TeamJoined,
    /// This console is in no team.
    TeamNone,
    /// The relay does not know this device: it was removed.
    DeviceRemoved,
    /// Only an admin of the team may do it.
    AdminOnly,
    /// It is the last admin's device.
    LastAdmin,
    /// Relay and console speak versions that do not go together.
    RelayVersion,
    /// Another key than the pinned one signed, or the answer was changed.
    RelayForged,
    /// The team's key in the invitation cannot be opened.
    TeamKeyUnreadable,
    /// The secret would be forgotten when the program ends.
    SecretForgotten,
}

impl Reason {
    /// As it is kept, and as the window's catalogs have it.
    pub fn word(self) -> String {
        serde_json::to_value(self).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Reads [`Reason::word`] back; `None`: a newer program kept it.
    pub fn read(word: &str) -> Option<Self> {
        serde_json::from_value(word.into()).ok()
    }
}
