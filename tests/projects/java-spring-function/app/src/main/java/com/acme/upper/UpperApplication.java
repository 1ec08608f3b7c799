package com.acme.upper;

import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class UpperApplication {
    public static void main(String[] args) {
        SpringApplication.run(UpperApplication.class, args);
    }

    @Bean
    public Function<String, String> upper() {
        return String::toUpperCase;
    }
}
