use actix_web::{App, HttpServer, Responder, get};

#[get("/")]
async fn index() -> impl Responder {
    "Hello"
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::var("PORT").unwrap_or_default().parse().unwrap_or(8080);
    HttpServer::new(|| App::new().service(index)).bind(("0.0.0.0", port))?.run().await
}
