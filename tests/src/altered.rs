//! A host whose answers are altered on their way: what another implementation of the same document would answer.

use crate::http::client;
use axum::{
    Router,
    body::{Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Response},
};
use std::sync::Arc;
use tokio::{net::TcpListener, task::JoinHandle};

/// Gets the path, headers and body of an answer, and changes them.
type Alter = dyn Fn(&str, &mut HeaderMap, &mut Vec<u8>) + Send + Sync;

/// In front of one host. Dropping it closes it.
pub struct Altered {
    /// Where to call instead of the host, `http://127.0.0.1:…`.
    pub url: String,
    serving: JoinHandle<()>,
}

impl Altered {
    /// Opens one in front of `host`, which is `http://127.0.0.1:…`.
    pub async fn open(host: &str, alter: impl Fn(&str, &mut HeaderMap, &mut Vec<u8>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("it listens"));
        let alter: Arc<Alter> = Arc::new(alter);
        let router = Router::new().fallback(pass).with_state((Arc::from(host), alter));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.expect("it serves") });
        Self { url, serving }
    }
}

impl Drop for Altered {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn pass(State((host, alter)): State<(Arc<str>, Arc<Alter>)>, request: Request) -> Response<axum::body::Body> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |it| it.as_str());
    let body: Bytes = to_bytes(body, usize::MAX).await.expect("the request is complete");
    let mut headers = parts.headers.clone();
    headers.remove("host");
    let answer = client().request(parts.method, format!("{host}{path}")).headers(headers).body(body).send().await;
    let answer = answer.expect("the host answers");
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    headers.remove("content-length");
    headers.remove("transfer-encoding");
    let mut body = answer.bytes().await.expect("the answer is complete").to_vec();
    alter(parts.uri.path(), &mut headers, &mut body);
    let mut response = Response::new(body.into());
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    response
}
