package com.acme;

import io.micronaut.function.aws.MicronautRequestHandler;

public class StockFunction extends MicronautRequestHandler<String, Integer> {
    @Override
    public Integer execute(String article) {
        return article.length();
    }
}
