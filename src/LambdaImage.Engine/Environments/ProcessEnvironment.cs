using System.Collections;

namespace LambdaImage.Engine.Environments;

/// <summary>The environment of this process.</summary>
internal sealed class ProcessEnvironment : IEnvironment
{
    public string? Get(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    public IReadOnlyDictionary<string, string> Variables => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);

    public string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public string CacheFolder => Get("LAMBDAIMAGE_CACHE") is { } chosen ? Path.GetFullPath(chosen)
        : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "LambdaImage", "Cache")
        : OperatingSystem.IsMacOS() ? Path.Combine(Home, "Library", "Caches", "LambdaImage")
        : Path.Combine(Get("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache"), "lambdaimage");
}
