namespace LambdaImage;

/// <summary>Asks what a user may be about to type.</summary>
public sealed record CompletionRequest
{
    /// <summary>What is wanted.</summary>
    public required CompletionKind Kind { get; init; }

    /// <summary>What it belongs to: the repository of tags, the function of aliases and versions, the folder of all that a project's files name.
    /// Null: nothing.</summary>
    public string? Of { get; init; }

    /// <summary>The project's own Dockerfile, relative to the folder; null: the usual name.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Configuration, relative to the folder; null: the usual name.</summary>
    public string? Configuration { get; init; }

    /// <summary>Stage of the configuration; null: the one that it says.</summary>
    public string? Stage { get; init; }

    /// <summary>Account and Region to look into.</summary>
    public AwsSession Session { get; init; } = new();
}
