package com.acme;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/")
public class HelloResource {
    @GET
    public String hello() {
        return "Hello";
    }
}
