package com.acme;

import io.javalin.Javalin;

public class Main {
    public static void main(String[] args) {
        Javalin.create().get("/", context -> context.result("Hello")).start(7070);
    }
}
