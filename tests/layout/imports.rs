//! Which folder of a crate names which other one, read from its sources. Tests may use everything and are left out.

use proc_macro2::{TokenStream, TokenTree};
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::Path,
};
use syn::{
    Attribute, File, Item, ItemMod, ItemUse, Macro, UseTree,
    visit::{self, Visit},
};

/// A folder, or a file beside the root, that names another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub(crate) from: String,
    pub(crate) to: String,
    /// The file, and what it names.
    pub(crate) at: String,
}

/// All edges between the folders of a crate whose sources are in `source`.
pub(crate) fn edges(source: &Path) -> BTreeSet<Edge> {
    let files = read(source);
    assert!(files.len() > 1, "{} has no sources", source.display());
    let root = &files.iter().find(|(path, _)| path.is_empty()).expect("a crate has a root").1;
    let tests: BTreeSet<Vec<String>> = files.iter().flat_map(|(path, file)| test_modules(path, file)).collect();
    let folders: BTreeSet<&String> = files.iter().filter_map(|(path, _)| path.first()).collect();
    let exported = exported(root);
    let mut found = BTreeSet::new();
    for (path, file) in &files {
        let Some(from) = path.first() else { continue };
        if tests.iter().any(|test| path.starts_with(test)) {
            continue;
        }
        for named in names(path, file) {
            let first = named.first().cloned().unwrap_or_default();
            let to = exported.get(&first).filter(|_| !folders.contains(&first)).unwrap_or(&first);
            if to != from && folders.contains(to) {
                let at = format!("{} names {}", path.join("::"), named.join("::"));
                found.insert(Edge { from: from.clone(), to: to.clone(), at });
            }
        }
    }
    found
}

/// Every file with the path of its module.
fn read(source: &Path) -> Vec<(Vec<String>, File)> {
    let (mut files, mut folders) = (Vec::new(), vec![source.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
                let module = path.strip_prefix(source).unwrap().with_extension("");
                let mut module: Vec<String> = module.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                module.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
                files.push((module, file));
            }
        }
    }
    files
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| it.path().is_ident("cfg") && it.parse_args::<syn::Ident>().is_ok_and(|it| it == "test"))
}

/// Modules in files of their own that exist for tests alone.
fn test_modules(path: &[String], file: &File) -> Vec<Vec<String>> {
    let modules = file.items.iter().filter_map(|item| match item {
        Item::Mod(it) if it.content.is_none() && is_test(&it.attrs) => Some(it.ident.to_string()),
        _ => None,
    });
    modules.map(|name| path.iter().cloned().chain([name]).collect()).collect()
}

/// What the root exports under a name of its own, and the folder where that is.
fn exported(root: &File) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for item in &root.items {
        if let Item::Use(it) = item {
            for path in leaves(&it.tree) {
                if let (Some(first), Some(last)) = (path.first(), path.last()) {
                    found.insert(last.clone(), first.clone());
                }
            }
        }
    }
    found
}

/// The paths of a `use`, the name that it gets last.
fn leaves(tree: &UseTree) -> Vec<Vec<String>> {
    let under = |name: String, tree: &UseTree| {
        leaves(tree).into_iter().map(|path| [name.clone()].into_iter().chain(path).collect()).collect()
    };
    match tree {
        UseTree::Path(it) => under(it.ident.to_string(), &it.tree),
        UseTree::Name(it) => vec![vec![it.ident.to_string()]],
        UseTree::Rename(it) => vec![vec![it.ident.to_string(), it.rename.to_string()]],
        UseTree::Glob(_) => vec![Vec::new()],
        UseTree::Group(it) => it.items.iter().flat_map(leaves).collect(),
    }
}

/// What a file names of its own crate, as paths from the root.
fn names(module: &[String], file: &File) -> Vec<Vec<String>> {
    let mut names = Names { module, found: Vec::new() };
    names.visit_file(file);
    names.found
}

struct Names<'a> {
    module: &'a [String],
    found: Vec<Vec<String>>,
}

impl Names<'_> {
    fn note(&mut self, path: &[String]) {
        let ups = path.iter().take_while(|part| *part == "super").count();
        match path.first().map(String::as_str) {
            Some("crate") => self.found.push(path[1..].to_vec()),
            Some("super") => {
                let own = self.module.len().saturating_sub(ups);
                self.found.push(self.module[..own].iter().chain(&path[ups..]).cloned().collect());
            }
            _ => {}
        }
    }

    /// Paths in what a macro is given.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Ident(it) => path.push(it.to_string()),
                TokenTree::Punct(it) if it.as_char() == ':' => {}
                TokenTree::Group(it) => {
                    self.note(&std::mem::take(&mut path));
                    self.tokens(it.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => self.note(&std::mem::take(&mut path)),
            }
        }
        self.note(&path);
    }
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Fn(it) => &it.attrs,
            Item::Impl(it) => &it.attrs,
            Item::Use(it) => &it.attrs,
            Item::Const(it) => &it.attrs,
            Item::Mod(it) => &it.attrs,
            _ => &Vec::new(),
        };
        if !is_test(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        // A module within a file is part of the file, and its `super` is the file.
        if module.content.is_some() {
            return;
        }
        visit::visit_item_mod(self, module);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        for path in leaves(&item.tree) {
            self.note(&path);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        self.note(&parts);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, it: &'ast Macro) {
        self.tokens(it.tokens.clone());
    }
}
