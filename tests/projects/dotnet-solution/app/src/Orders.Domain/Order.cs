namespace Orders.Domain;

public sealed record Order(string Id, decimal Total);
