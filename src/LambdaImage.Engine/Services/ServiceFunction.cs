using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services;

/// <summary>One function of a service.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="FunctionName">Name or ARN in AWS.</param>
/// <param name="Image">Its image.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Publish">Whether a version is published.</param>
internal sealed record ServiceFunction(string Key, string FunctionName, ServiceImage Image, FunctionSettings Settings, bool Publish)
{
    /// <summary>How callers come to a new version, and what comes before.</summary>
    public TrafficOptions Traffic { get; init; } = new();

    /// <summary>Where the file says so; null: it says nothing.</summary>
    public ConfigurationPlace? TrafficPlace { get; init; }
}
