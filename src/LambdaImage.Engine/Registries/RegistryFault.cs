using LambdaImage.Engine.Http;

namespace LambdaImage.Engine.Registries;

/// <summary>The raw refusal behind a registry error: kept as its inner exception, so that callers can decide what to
/// try next.</summary>
/// <param name="tried">Completes the sentence "Tried to …".</param>
/// <param name="status">HTTP status.</param>
/// <param name="body">What the registry said.</param>
internal sealed class RegistryFault(string tried, int status, ErrorBody body)
    : Exception($"Tried to {tried}: HTTP {status} {string.Join(", ", body.Codes)} {body.Summary}".TrimEnd())
{
    public string Tried => tried;

    public int Status => status;

    public ErrorBody Body => body;

    /// <summary>How long the registry asks to be left alone; null: it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => RetryRules.IsTransient(status);

    /// <summary>Whether it may do so soon enough to wait for it.</summary>
    public bool IsWorthWaiting => RetryRules.IsWorthWaiting(status, RetryAfter);

    /// <summary>The refusal behind an error, or null when it has another cause.</summary>
    public static RegistryFault? Behind(Exception error) => error.InnerException as RegistryFault;
}
