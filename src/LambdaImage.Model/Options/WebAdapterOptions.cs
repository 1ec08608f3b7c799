namespace LambdaImage;

/// <summary>Settings of the Lambda Web Adapter; null: its own default. <see href="https://github.com/awslabs/aws-lambda-web-adapter"/></summary>
public sealed record WebAdapterOptions
{
    /// <summary>Image that the adapter is copied from, for example a mirror in the user's own registry.</summary>
    public string? Image { get; init; }

    /// <summary>Port of the web server.</summary>
    public int? Port { get; init; }

    /// <summary>Port that is asked whether the server is ready.</summary>
    public int? ReadinessPort { get; init; }

    /// <summary>Path that is asked whether the server is ready.</summary>
    public string? ReadinessPath { get; init; }

    /// <summary>How readiness is asked: <c>http</c> or <c>tcp</c>.</summary>
    public string? ReadinessProtocol { get; init; }

    /// <summary>Statuses that mean ready, for example <c>200-399</c>.</summary>
    public string? HealthyStatus { get; init; }

    /// <summary>Whether the server may go on starting after Lambda's ten seconds of initialisation.</summary>
    public bool? AsyncInit { get; init; }

    /// <summary><c>buffered</c> or <c>response_stream</c>.</summary>
    public string? InvokeMode { get; init; }

    /// <summary>Whether responses are compressed.</summary>
    public bool? Compression { get; init; }

    /// <summary>Start of the path that is removed, for example the name of a stage.</summary>
    public string? RemoveBasePath { get; init; }

    /// <summary>Path that gets events which are no HTTP requests.</summary>
    public string? PassThroughPath { get; init; }

    /// <summary>Statuses that count as failures of the function, for example <c>500-599</c>.</summary>
    public string? ErrorStatusCodes { get; init; }

    /// <summary>Header that becomes Authorization.</summary>
    public string? AuthorizationSource { get; init; }
}
