//! What is particular to a provider and known before anything is open. A new provider is a folder, a descriptor and its words.

use crate::view::LabStep;
use gangway_domain::{MerchantId, OperationId, Provider, notifications::Rules};
use gangway_providers::webhook_signature::scheme::Scheme;
use gangway_record::{Connection, Sql, deliveries::StoredVerified};
use std::collections::HashSet;

/// A secret that calls to the provider need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Credential {
    /// Its name in the vault.
    pub(crate) name: &'static str,
    /// As people call it: "API key".
    pub(crate) called: &'static str,
}

/// What a delivery made stale.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    pub(crate) deliveries: usize,
    pub(crate) rotations: bool,
    pub(crate) disputes: bool,
    pub(crate) applications: bool,
    pub(crate) operations: HashSet<(MerchantId, OperationId)>,
    /// Merchants whose trees moved by the work of somebody else.
    pub(crate) trees: HashSet<MerchantId>,
}

impl Touched {
    pub(crate) fn add(&mut self, other: Self) {
        self.deliveries += other.deliveries;
        self.rotations |= other.rotations;
        self.disputes |= other.disputes;
        self.applications |= other.applications;
        self.operations.extend(other.operations);
        self.trees.extend(other.trees);
    }
}

/// What a fold needs beside the delivery.
pub(crate) struct Folding<'a> {
    /// Unix milliseconds.
    pub(crate) at: i64,
    /// Who is told of what.
    pub(crate) rules: &'a Rules,
}

/// What one delivery does.
pub(crate) type Fold = fn(&Connection, &StoredVerified, &Folding<'_>) -> Sql<Touched>;

/// One provider, as every capability sees it.
pub(crate) struct Descriptor {
    /// How what it sends is signed.
    pub(crate) scheme: &'static Scheme,
    /// The secrets that calls to it need.
    pub(crate) credentials: &'static [Credential],
    /// What a delivery does. It is called once for each, in the transaction that notes what came of it.
    pub(crate) fold: Fold,
    /// A body as a person may see it, with personal data masked.
    pub(crate) shown: fn(&[u8]) -> String,
    /// How provider and vault come to have the same secret.
    pub(crate) same_secret: LabStep,
    /// The name of an account of a business there, if it is known here.
    pub(crate) account_name: fn(&Connection, &str) -> Sql<Option<String>>,
}

/// Where the descriptors are: every capability that asks gets this from the composition.
pub(crate) type Registry = fn(Provider) -> &'static Descriptor;
