namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>One page of event source mappings.</summary>
/// <param name="Items">The mappings.</param>
/// <param name="NextMarker">Where the next page begins; null or empty: there is none.</param>
internal sealed record EventSourceMappings(
    [property: System.Text.Json.Serialization.JsonPropertyName("EventSourceMappings")] IReadOnlyList<EventSourceMapping> Items,
    string? NextMarker) : ILambdaPage;

/// <summary>A queue or stream that calls a function.</summary>
internal sealed record EventSourceMapping
{
    [System.Text.Json.Serialization.JsonPropertyName("UUID")]
    public required string Id { get; init; }

    public string? EventSourceArn { get; init; }
}
