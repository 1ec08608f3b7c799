package com.acme;

import io.vertx.core.Vertx;

public class Server {
    public static void main(String[] args) {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        Vertx.vertx().createHttpServer().requestHandler(request -> request.response().end("Hello")).listen(port);
    }
}
