package com.acme.shop;

public record Item(String name, int price) {
}
