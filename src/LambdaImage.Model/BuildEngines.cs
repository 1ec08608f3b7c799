namespace LambdaImage;

/// <summary>Rules about who builds.</summary>
public static class BuildEngines
{
    /// <summary>Who builds where a builder is named: only docker has builders, so to name one is to choose it.</summary>
    /// <param name="asked">Who is asked for.</param>
    /// <param name="builder">Name of a buildx builder; null: none is named.</param>
    public static BuildEngine With(this BuildEngine asked, string? builder) =>
        asked == BuildEngine.Auto && builder is not null ? BuildEngine.Docker : asked;
}
