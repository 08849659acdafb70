//! A tree as it is kept: one compressed text of columns. A hundred thousand stores are read whole or not at all.

use crate::Sql;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use gangway_domain::{IntegrationId, StoreId, tree};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

#[derive(Serialize, Deserialize)]
struct Columns {
    ids: Vec<String>,
    names: Vec<String>,
    brands: Vec<String>,
    integrations: Vec<Option<String>>,
    parents: Vec<Option<u32>>,
}

/// A tree as it is kept, and what identifies it.
pub struct Packed {
    pub(super) bytes: Vec<u8>,
    pub(super) stores: u32,
    /// SHA-256 over the uncompressed tree, in hexadecimal: the same for the same tree, whenever it was kept.
    pub fingerprint: String,
}

/// Packs a tree.
pub fn pack(rows: &[tree::Row]) -> Sql<Packed> {
    compressed(rows).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// What identifies a tree, without packing it: SHA-256 in hexadecimal.
pub fn fingerprint(rows: &[tree::Row]) -> Sql<String> {
    let text = text(rows).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    Ok(hex::encode(Sha256::digest(&text)))
}

fn compressed(rows: &[tree::Row]) -> std::io::Result<Packed> {
    let text = text(rows)?;
    let fingerprint = hex::encode(Sha256::digest(&text));
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&text)?;
    Ok(Packed { bytes: packer.finish()?, stores: rows.len() as u32, fingerprint })
}

fn text(rows: &[tree::Row]) -> serde_json::Result<Vec<u8>> {
    let columns = Columns {
        ids: rows.iter().map(|row| row.store.id.0.clone()).collect(),
        names: rows.iter().map(|row| row.store.name.clone()).collect(),
        brands: rows.iter().map(|row| row.store.brand.clone()).collect(),
        integrations: rows.iter().map(|row| row.store.integration.as_ref().map(|id| id.0.clone())).collect(),
        parents: rows.iter().map(|row| row.parent).collect(),
    };
    serde_json::to_vec(&columns)
}

pub(super) fn unpack(bytes: &[u8]) -> std::io::Result<Vec<tree::Row>> {
    let mut text = Vec::new();
    DeflateDecoder::new(bytes).read_to_end(&mut text)?;
    let it: Columns = serde_json::from_slice(&text)?;
    let rest = it.names.into_iter().zip(it.brands).zip(it.integrations).zip(it.parents);
    let rows = it.ids.into_iter().zip(rest).map(|(id, (((name, brand), integration), parent))| tree::Row {
        store: tree::Store { id: StoreId(id), name, brand, integration: integration.map(IntegrationId) },
        parent,
    });
    Ok(rows.collect())
}
