using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>The URL of a function.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionUrlConfig.html"/></summary>
internal sealed record FunctionUrl
{
    [JsonPropertyName("FunctionUrl")]
    public required string Address { get; init; }

    public required string AuthType { get; init; }

    public string? InvokeMode { get; init; }

    public FunctionUrlCors? Cors { get; init; }
}
