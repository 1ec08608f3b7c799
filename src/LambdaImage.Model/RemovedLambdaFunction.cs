namespace LambdaImage;

/// <summary>What was removed with a function, and what stayed.</summary>
public sealed record RemovedLambdaFunction
{
    /// <summary>Name of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Its ARN.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>Its Region.</summary>
    public required string Region { get; init; }

    /// <summary>Published versions that went with it.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Aliases that went with it, each with where it pointed.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The URLs of it and of its aliases, which no longer answer.</summary>
    public IReadOnlyList<string> FunctionUrls { get; init; } = [];

    /// <summary>Event source mappings that still name it, by UUID: they are not removed.</summary>
    public IReadOnlyList<string> EventSourceMappings { get; init; } = [];

    /// <summary>Repository of its image, with the registry; null: not Amazon ECR.</summary>
    public string? Repository { get; init; }

    /// <summary>The images it used, and what became of each.</summary>
    public IReadOnlyList<RepositoryImage> Images { get; init; } = [];

    /// <summary>Whether the repository was deleted.</summary>
    public bool RepositoryDeleted { get; init; }

    /// <summary>Everything that was done or left, in order.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
