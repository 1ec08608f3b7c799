namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>What a framework prepares once packages and code are there.</summary>
/// <param name="Why">Comment for the reader of the Dockerfile.</param>
/// <param name="Command">Arguments of php; none for nothing.</param>
/// <param name="AssetFolder">Where the build script of package.json puts the assets; null when there are none.</param>
internal sealed record ComposerFinish(string Why, IReadOnlyList<string> Command, string? AssetFolder)
{
    public static ComposerFinish None { get; } = new("", [], null);
}
