namespace LambdaImage;

/// <summary>ARG instructions by place, with their defaults; null for none. They stay visible in the image's history: never secrets.</summary>
public sealed record BuildArgumentOptions
{
    /// <summary>Before the first FROM.</summary>
    public IReadOnlyDictionary<string, string?> Top { get; init; } = new Dictionary<string, string?>();

    /// <summary>In the stage that installs and compiles.</summary>
    public IReadOnlyDictionary<string, string?> Build { get; init; } = new Dictionary<string, string?>();

    /// <summary>In the image itself.</summary>
    public IReadOnlyDictionary<string, string?> Deployment { get; init; } = new Dictionary<string, string?>();
}
