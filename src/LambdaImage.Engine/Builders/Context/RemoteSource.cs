namespace LambdaImage.Engine.Builders.Context;

/// <summary>Addresses that BuildKit downloads, where ADD or a named context says them.
/// <see href="https://docs.docker.com/reference/dockerfile/#add"/></summary>
internal static class RemoteSource
{
    private static readonly string[] Prefixes = ["http://", "https://", "git://", "ssh://", "git@"];

    public static bool Is(string source) =>
        Prefixes.Any(prefix => source.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || (source.StartsWith("github.com/", StringComparison.Ordinal) && source.EndsWith(".git", StringComparison.Ordinal));
}
