namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Where and how a function logs.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html"/></summary>
internal sealed record FunctionLogging
{
    public string? LogFormat { get; init; }

    public string? ApplicationLogLevel { get; init; }

    public string? SystemLogLevel { get; init; }

    public string? LogGroup { get; init; }

    /// <summary>The settings that were given, on top of these. Plain text has no levels.</summary>
    public FunctionLogging With(FunctionSettings wanted)
    {
        var format = wanted.LogFormat is { } given ? LambdaValues.Of(given) : LogFormat;
        var hasLevels = format == LambdaValues.Of(FunctionLogFormat.Json);
        return new()
        {
            LogFormat = format,
            ApplicationLogLevel = LambdaValues.Of(wanted.ApplicationLogLevel) ?? (hasLevels ? ApplicationLogLevel : null),
            SystemLogLevel = LambdaValues.Of(wanted.SystemLogLevel) ?? (hasLevels ? SystemLogLevel : null),
            LogGroup = wanted.LogGroup ?? LogGroup,
        };
    }

    public override string ToString() =>
        string.Join(' ', ((string?[])[LogFormat, ApplicationLogLevel, SystemLogLevel, LogGroup]).Where(part => part is not null));
}
